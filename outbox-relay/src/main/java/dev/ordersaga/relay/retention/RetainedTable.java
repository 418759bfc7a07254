package dev.ordersaga.relay.retention;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import dev.ordersaga.relay.outbox.OutboxDatabase;
import org.jspecify.annotations.Nullable;

/** An outbox with functions for its retention, named after it and in its schema. Each call is a transaction of its own. */
final class RetainedTable implements AutoCloseable {

    private static final String FUNCTIONS = """
            select format('%I.', n.nspname), c.relname
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.oid = to_regclass(?)
               and has_function_privilege(to_regprocedure(format('%I.%I()', n.nspname, c.relname || '_drop_behind')),
                                          'execute')""";

    private final Connection connection;
    private final String schema;
    private final String table;

    private RetainedTable(Connection connection, String schema, String table) {
        this.connection = connection;
        this.schema = schema;
        this.table = table;
    }

    /** None, if there are no such functions or the role may not call them. */
    static Optional<RetainedTable> open(OutboxDatabase database, String name) throws SQLException {
        var connection = database.errand(name);
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED); // the role may have another default
            var found = find(connection, database.quotedTable());
            if (found.isEmpty()) {
                connection.close();
            }
            return found;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Optional<RetainedTable> find(Connection connection, String table) throws SQLException {
        try (var statement = connection.prepareStatement(FUNCTIONS)) {
            statement.setString(1, table);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new RetainedTable(connection, row.getString(1), row.getString(2)))
                        : Optional.empty();
            }
        }
    }

    void report(String relay, Progress progress) throws SQLException {
        try (var statement = connection.prepareStatement("select " + function("report_published") + "(?, ?, ?)")) {
            statement.setString(1, relay);
            statement.setObject(2, progress.published().text(), Types.OTHER);
            statement.setObject(3, progress.waiting(), Types.BIGINT);
            statement.execute();
        }
    }

    /** What was done, if there was something to do. */
    Optional<String> makeAhead() throws SQLException {
        return step("make_ahead");
    }

    /** What was done, if there was something to do and nobody was in the way. */
    Optional<String> dropBehind() throws SQLException {
        return step("drop_behind");
    }

    RetentionStatus status(Instant now, RetentionStatus before) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        select (extract(epoch from keep) * 1000)::bigint as keep, partitions, bytes, dropped_until
                          from %s()""".formatted(function("retention_status")))) {
            row.next();
            return new RetentionStatus(now, true, millis(row.getObject("keep", Long.class)), row.getLong("partitions"),
                    row.getLong("bytes"), instant(row.getObject("dropped_until", OffsetDateTime.class)),
                    before.lastStep(), before.lastError());
        }
    }

    private Optional<String> step(String name) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select " + function(name) + "()")) {
            row.next();
            return Optional.ofNullable(row.getString(1));
        }
    }

    private String function(String name) {
        return schema + "\"" + (table + "_" + name).replace("\"", "\"\"") + "\"";
    }

    private static @Nullable Duration millis(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
