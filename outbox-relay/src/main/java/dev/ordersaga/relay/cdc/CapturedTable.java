package dev.ordersaga.relay.cdc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * An outbox that can be captured: a publication sends all of its inserts, and as those of the table, not of a partition.
 *
 * @param schema its name in the database
 * @param name its name in the schema
 */
record CapturedTable(String schema, String name) {

    private static final String COLUMNS = """
            ["position", "id", "topic", "message_key", "type", "payload", "headers", "transaction_id", "created_at"]""";

    /** As JSON, for lists of columns and filters are of PostgreSQL 15. */
    private static final String PUBLISHED = """
            select n.nspname, c.relname, p.pubinsert, c.relkind <> 'p' or p.pubviaroot as as_one,
                   tables is not null as has_table, tables ->> 'rowfilter' as filter,
                   coalesce(tables -> 'attnames' @> '%s', true) as whole
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
                left join pg_publication p on p.pubname = ?
                left join lateral (
                    select to_jsonb(t) as tables from pg_publication_tables t
                     where t.pubname = p.pubname and t.schemaname = n.nspname and t.tablename = c.relname) t on true
             where c.oid = to_regclass(?)""".formatted(COLUMNS);

    static CapturedTable find(Connection connection, String quotedTable, String publication) throws SQLException {
        try (var statement = connection.prepareStatement(PUBLISHED)) {
            statement.setString(1, publication);
            statement.setString(2, quotedTable);
            try (var result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new CaptureException("There is no table " + quotedTable);
                }
                var table = new CapturedTable(result.getString(1), result.getString(2));
                if (!result.getBoolean("pubinsert") || !result.getBoolean("as_one") || !result.getBoolean("has_table")
                        || result.getString("filter") != null || !result.getBoolean("whole")) {
                    throw new CaptureException("The publication " + publication + " is missing or does not send all"
                            + " inserts of " + table.schema() + "." + table.name() + ". As the table's owner: "
                            + "drop publication if exists " + publication + "; create publication " + publication
                            + " for table " + table.schema() + "." + table.name()
                            + " with (publish = 'insert', publish_via_partition_root = true)");
                }
                return table;
            }
        }
    }

    /** A regular expression, as Debezium has it. */
    String pattern() {
        return literally(schema) + "\\." + literally(name);
    }

    private static String literally(String text) {
        return text.replaceAll("([^\\w])", "\\\\$1");
    }
}
