package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

import dev.ordersaga.relay.outbox.StreamedTransactions.Selection;

/** Asks the table how many rows it has of the transactions that a stream has brought. */
final class StreamCheck implements AutoCloseable {

    private final PreparedStatement statement;
    private final PreparedStatement next;

    /**
     * The table's answer.
     *
     * @param now the snapshot in which it was counted
     * @param ended visible rows of the transactions that have ended
     * @param last visible rows of the last one; one more than the stream has brought may be many more
     */
    record Counted(Snapshot now, long ended, long last) {}

    StreamCheck(Connection connection, Statements sql) throws SQLException {
        this.statement = connection.prepareStatement(sql.countByTransaction());
        this.next = connection.prepareStatement("select pg_current_xact_id()::text::bigint"); // a snapshot does not tell
    }

    Counted count(Selection selection, StreamedTransactions received) throws SQLException {
        var ended = selection.ended().stream().map(String::valueOf).toList();
        var last = selection.last();
        statement.setObject(1, "{" + String.join(",", ended) + "}", Types.OTHER);
        statement.setObject(2, String.valueOf(last == null ? 0 : last), Types.OTHER);
        statement.setInt(3, last == null ? 0 : received.count(last) + 1);
        try (var result = statement.executeQuery()) {
            result.next();
            return new Counted(new Snapshot(result.getString(1)), result.getLong(2), result.getLong(3));
        }
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
