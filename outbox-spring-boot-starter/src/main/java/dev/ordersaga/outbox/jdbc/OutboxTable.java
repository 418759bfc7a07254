package dev.ordersaga.outbox.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code outbox}: any number of rows in one statement and one round trip. Thread-safe. */
final class OutboxTable {

    // The sort makes PostgreSQL assign positions in the order of the arrays (INSERT … SELECT … ORDER BY evaluates
    // defaults after sorting), whatever plan it chooses for the unnest.
    private static final String APPEND = """
            insert into outbox (id, topic, message_key, type, payload, headers)
            select id, topic, message_key, type, payload, headers
              from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[])
                   with ordinality as row (id, topic, message_key, type, payload, headers, nr)
             order by nr""";

    private final JdbcTemplate jdbc;

    OutboxTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Appends the rows in their order, in the transaction of the calling thread. */
    void append(List<OutboxRow> rows) {
        jdbc.update(APPEND, statement -> {
            Connection connection = statement.getConnection();
            statement.setArray(1, array(connection, "uuid", rows, OutboxRow::id));
            statement.setArray(2, array(connection, "text", rows, OutboxRow::topic));
            statement.setArray(3, array(connection, "text", rows, OutboxRow::key));
            statement.setArray(4, array(connection, "text", rows, OutboxRow::type));
            statement.setArray(5, connection.createArrayOf("bytea",
                    rows.stream().map(OutboxRow::payload).toArray(byte[][]::new)));
            statement.setArray(6, array(connection, "text", rows, OutboxRow::headers));
        });
    }

    private static Array array(Connection connection, String type, List<OutboxRow> rows,
            Function<OutboxRow, Object> column) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(column).toArray());
    }
}
