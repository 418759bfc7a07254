package dev.ordersaga.benchmarks.measuring;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;

import org.postgresql.PGConnection;

import dev.ordersaga.benchmarks.messages.Messages;

/** The messages, once, in a table of the same database: backlogs are copied out of it. */
final class Store {

    private static final String[] TABLES = {
            "create schema store",
            "create table store.message (number bigint, id uuid, message_key text, type text, payload bytea, headers text)"};
    private static final int CHUNK = 1_000;

    private Store() {}

    static void create(Connection connection, long rows) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : TABLES) {
                statement.execute(sql);
            }
            copy(connection, rows);
            statement.execute("alter table store.message add primary key (number)");
            statement.execute("vacuum (freeze, analyze) store.message");
        }
    }

    private static void copy(Connection connection, long rows) throws SQLException {
        var hex = HexFormat.of();
        var in = connection.unwrap(PGConnection.class).getCopyAPI()
                .copyIn("copy store.message from stdin with (format csv, quote '''')");
        var chunk = new StringBuilder();
        for (var number = 0L; number < rows; number++) {
            var message = Messages.message(number);
            chunk.append(number).append(',').append(message.id()).append(',').append(message.key()).append(',')
                    .append(message.type()).append(",\\x").append(hex.formatHex(message.payload()))
                    .append(",'").append(message.headers()).append("'\n");
            if (number % CHUNK == CHUNK - 1 || number == rows - 1) {
                var bytes = chunk.toString().getBytes(UTF_8);
                in.writeToCopy(bytes, 0, bytes.length);
                chunk.setLength(0);
            }
        }
        in.endCopy();
    }
}
