package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.Collectors;

import dev.ordersaga.relay.outbox.StreamedTransactions.Selection;

/** Asks the table how many rows it has of the transactions that a stream has brought. */
final class StreamCheck implements AutoCloseable {

    private final PreparedStatement statement;
    private final PreparedStatement next;

    /**
     * The table's answer.
     *
     * @param now the snapshot in which it was counted
     * @param others how many of the transactions that have ended have other rows than the stream has brought, or more
     * @param last visible rows of the last one; one more than the stream has brought may be many more
     */
    record Counted(Snapshot now, long others, long last) {}

    StreamCheck(Connection connection, Statements sql) throws SQLException {
        this.statement = connection.prepareStatement(sql.countByTransaction());
        this.next = connection.prepareStatement("select pg_current_xact_id()::text::bigint"); // a snapshot does not tell
    }

    Counted count(Selection selection, StreamedTransactions received) throws SQLException {
        var last = selection.last();
        statement.setObject(1, array(selection.ended()), Types.OTHER);
        statement.setObject(2, array(selection.ended().stream().map(received::count).toList()), Types.OTHER);
        statement.setObject(3, String.valueOf(last == null ? 0 : last), Types.OTHER);
        statement.setInt(4, last == null ? 0 : received.count(last) + 1);
        try (var result = statement.executeQuery()) {
            result.next();
            return new Counted(new Snapshot(result.getString(1)), result.getLong(2), result.getLong(3));
        }
    }

    private static String array(List<? extends Number> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** No transaction that has begun to write has this id or a higher one. */
    long nextTransaction() throws SQLException {
        try (var result = next.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        statement.close();
        next.close();
    }
}
