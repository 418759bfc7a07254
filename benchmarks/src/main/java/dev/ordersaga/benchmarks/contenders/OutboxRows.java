package dev.ordersaga.benchmarks.contenders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import dev.ordersaga.benchmarks.messages.Messages;
import dev.ordersaga.benchmarks.messages.OpenLoop;

/** Rows of a table {@code outbox}, as the starter appends them. */
public final class OutboxRows {

    private static final int TRANSACTION = 5_000;

    private static final String FROM_STORE = """
            insert into outbox (id, topic, message_key, type, payload, headers)
            select id, ?, message_key, type, payload, headers from store.message
             where number >= ? and number < ? order by number""";

    private static final String ONE = """
            insert into outbox (id, topic, message_key, type, payload, headers) values (?, ?, ?, ?, ?, ?)""";

    private OutboxRows() {}

    /** In transactions of {@value #TRANSACTION} rows. */
    static void fill(Connection connection, String topic, long from, long to) throws SQLException {
        try (var insert = connection.prepareStatement(FROM_STORE)) {
            for (var first = from; first < to; first += TRANSACTION) {
                insert.setString(1, topic);
                insert.setLong(2, first);
                insert.setLong(3, Math.min(to, first + TRANSACTION));
                insert.executeUpdate();
            }
        }
    }

    /** Each by a connection of its own, each message by a transaction of its own. */
    static OpenLoop.Appender appender(Site site) throws SQLException {
        var connection = site.connect();
        var insert = insertion(connection);
        return new OpenLoop.Appender() {

            @Override
            public void append(long number) throws SQLException {
                set(insert, number, site.topic());
                insert.executeUpdate();
            }

            @Override
            public void close() {
                try {
                    connection.close();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    public static PreparedStatement insertion(Connection connection) throws SQLException {
        return connection.prepareStatement(ONE);
    }

    public static void set(PreparedStatement insert, long number, String topic) throws SQLException {
        var message = Messages.message(number);
        insert.setObject(1, message.id());
        insert.setString(2, topic);
        insert.setString(3, message.key());
        insert.setString(4, message.type());
        insert.setBytes(5, message.payload());
        insert.setString(6, message.headers());
    }
}
