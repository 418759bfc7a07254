package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * Reads the rows that are visible in the next snapshot and not in the published one, in position order, one page at a
 * time. Nothing is held between two pages: no transaction, no database cursor, no rows.
 */
public final class OutboxReader {

    private static final int FETCH_ROWS = 500;

    /** A batch of at most so many pages is read by transaction id: each page goes through the whole batch then. */
    private static final int PAGES_BY_TRANSACTION = 10;

    private final Connection connection;
    private final PageLimit limit;
    private final PreparedStatement poll;
    private final PreparedStatement pageByTransaction;
    private final PreparedStatement pageByPosition;
    private final PreparedStatement beforeFirst;
    private final PreparedStatement body;

    /** The batch up to this snapshot is small; of an unfinished one found at the start that is not known. */
    private @Nullable Snapshot small;

    OutboxReader(Connection connection, Statements sql, PageLimit limit) throws SQLException {
        this.connection = connection;
        this.limit = limit;
        this.poll = connection.prepareStatement(sql.poll());
        this.pageByTransaction = streaming(sql.pageByTransaction());
        this.pageByPosition = streaming(sql.pageByPosition());
        this.beforeFirst = connection.prepareStatement(sql.beforeFirst());
        this.body = connection.prepareStatement(sql.body());
    }

    /** Hands at most one page of the rows after the cursor to the receiver. */
    public Page read(Cursor cursor, RowReceiver receiver) throws SQLException {
        var batch = cursor.batch();
        if (batch != null) {
            return page(cursor, batch, receiver);
        }
        var polled = poll(cursor);
        batch = polled.batch();
        return batch == null ? new Page(polled, 0) : page(polled, batch, receiver);
    }

    private Cursor poll(Cursor cursor) throws SQLException {
        var mostBySmall = PAGES_BY_TRANSACTION * limit.rows();
        poll.setObject(1, cursor.published().xmax(), Types.OTHER);
        poll.setObject(2, cursor.published().running(), Types.OTHER);
        poll.setInt(3, mostBySmall + 1);
        try (var result = poll.executeQuery()) {
            result.next();
            var next = new Snapshot(result.getString(1));
            var unpublished = result.getLong(2);
            if (unpublished == 0) {
                return cursor.finished(next);
            }
            small = unpublished <= mostBySmall ? next : null;
            return cursor.open(next, small != null ? 0 : beforeFirst(cursor, next));
        }
    }

    /** Most rows of a big batch lie above what has been published: only those that do not are looked for. */
    private long beforeFirst(Cursor cursor, Snapshot next) throws SQLException {
        beforeFirst.setLong(1, cursor.position());
        beforeFirst.setObject(2, cursor.published().xmax(), Types.OTHER);
        beforeFirst.setLong(3, cursor.position());
        beforeFirst.setObject(4, next.text(), Types.OTHER);
        beforeFirst.setObject(5, cursor.published().running(), Types.OTHER);
        beforeFirst.setLong(6, cursor.position());
        beforeFirst.setObject(7, next.text(), Types.OTHER);
        try (var result = beforeFirst.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private Page page(Cursor cursor, Cursor.Batch batch, RowReceiver receiver) throws SQLException {
        connection.setAutoCommit(false); // rows are fetched in portions only inside a transaction
        try (var rows = query(cursor, batch)) {
            return page(cursor, batch, rows, receiver);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private ResultSet query(Cursor cursor, Cursor.Batch batch) throws SQLException {
        if (!batch.next().equals(small)) {
            pageByPosition.setLong(1, batch.after());
            pageByPosition.setObject(2, cursor.published().text(), Types.OTHER);
            pageByPosition.setObject(3, batch.next().text(), Types.OTHER);
            pageByPosition.setInt(4, limit.rows());
            return pageByPosition.executeQuery();
        }
        pageByTransaction.setObject(1, cursor.published().xmax(), Types.OTHER);
        pageByTransaction.setObject(2, batch.next().text(), Types.OTHER);
        pageByTransaction.setObject(3, cursor.published().running(), Types.OTHER);
        pageByTransaction.setObject(4, batch.next().text(), Types.OTHER);
        pageByTransaction.setLong(5, batch.after());
        pageByTransaction.setInt(6, limit.rows());
        return pageByTransaction.executeQuery();
    }

    private Page page(Cursor cursor, Cursor.Batch batch, ResultSet rows, RowReceiver receiver) throws SQLException {
        var count = 0;
        var bytes = 0L;
        var last = batch.after();
        while (rows.next()) {
            var row = row(rows);
            receiver.receive(row);
            count++;
            bytes += row.size();
            last = row.position();
            if (count >= limit.rows() || bytes >= limit.bytes().toBytes()) {
                return new Page(cursor.advanced(batch, last), count);
            }
        }
        return new Page(cursor.advanced(batch, last).finished(batch.next()), count);
    }

    private OutboxRow row(ResultSet rows) throws SQLException {
        var position = rows.getLong("position");
        var payload = rows.getBytes("payload");
        var headers = rows.getBytes("headers");
        if (payload == null || headers == null) {
            body.setLong(1, position);
            try (var large = body.executeQuery()) {
                large.next();
                payload = large.getBytes("payload");
                headers = large.getBytes("headers");
            }
        }
        return new OutboxRow(position, rows.getString("id"), rows.getString("topic"), rows.getBytes("message_key"),
                rows.getString("type"), payload, headers, rows.getObject("created_at", OffsetDateTime.class)
                        .toInstant());
    }

    private PreparedStatement streaming(String sql) throws SQLException {
        var statement = connection.prepareStatement(sql);
        statement.setFetchSize(FETCH_ROWS);
        return statement;
    }
}
