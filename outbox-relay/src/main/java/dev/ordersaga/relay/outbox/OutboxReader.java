package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * Reads the rows that are visible in the next snapshot and not in the published one, in position order, page by page.
 * What it reads follows from the cursor alone, so it may read ahead of what is published, and again after a failure.
 *
 * <p>
 * A handful of rows, as polls find them while the relay keeps up, comes with the poll itself: one round trip of a
 * prepared statement. More than that is copied (COPY … TO STDOUT in binary format, the way that costs server and client
 * least), so many rows a statement that none holds its snapshot for longer than it takes to read a few megabytes.
 */
public final class OutboxReader implements RowReader {

    private final Statements sql;
    private final Portions portions;
    private final CopyManager copies;
    private final PreparedStatement now;
    private final PreparedStatement poll;
    private final PreparedStatement count;
    private final PreparedStatement beforeFirst;
    private final CopiedRows decoder = new CopiedRows();

    /** The batch up to this snapshot is small; of an unfinished one found at the start that is not known. */
    private @Nullable Snapshot small;
    /** The last poll; the next one looks first whether there can be anything at all. */
    private boolean foundNothing;

    OutboxReader(Connection connection, Statements sql, Portions portions) throws SQLException {
        this.sql = sql;
        this.portions = portions;
        this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
        this.now = connection.prepareStatement(Statements.NOW);
        this.poll = connection.prepareStatement(sql.poll());
        this.count = connection.prepareStatement(sql.count());
        this.beforeFirst = connection.prepareStatement(sql.beforeFirst());
    }

    /**
     * Hands what is left of the cursor's batch to the receiver, or what a poll finds; nothing but an empty last page if
     * that is nothing.
     *
     * @return the cursor of the last page, with which to read on
     */
    @Override
    public Cursor read(Cursor cursor, PageReceiver receiver) throws SQLException, InterruptedException {
        var batch = cursor.batch();
        return batch == null ? poll(cursor, receiver) : copy(cursor, batch, receiver);
    }

    private Cursor poll(Cursor cursor, PageReceiver receiver) throws SQLException, InterruptedException {
        if (foundNothing && hasNothingNew(cursor.published())) {
            receiver.receive(new Page(cursor.published(), cursor.published(), List.of(), cursor));
            return cursor;
        }
        var polled = poll(cursor.published());
        foundNothing = polled.rows().isEmpty();
        var next = polled.next();
        if (!polled.isComplete()) {
            return copy(open(cursor, next), receiver);
        }
        var rows = polled.rows();
        rows.sort(Comparator.comparingLong(OutboxRow::position));
        var after = rows.isEmpty() ? cursor : cursor.reached(rows.getLast().position(), rows.getLast().id());
        var page = new Page(cursor.published(), next, rows, after.finished(next));
        receiver.receive(page);
        return page.cursor();
    }

    /** Where no transaction has ended since, there is no need to look into the partitions. */
    private boolean hasNothingNew(Snapshot published) throws SQLException {
        try (var result = now.executeQuery()) {
            result.next();
            return published.text().equals(result.getString(1));
        }
    }

    private record Polled(Snapshot next, List<OutboxRow> rows, boolean isComplete) {}

    private Polled poll(Snapshot published) throws SQLException {
        setUnpublished(poll, published, 1, 3);
        poll.setInt(2, portions.poll() + 1);
        poll.setInt(4, portions.poll() + 1);
        try (var result = poll.executeQuery()) {
            result.next();
            var next = new Snapshot(result.getString("next"));
            var rows = new ArrayList<OutboxRow>();
            for (var found = result.getObject("position") != null; found; found = result.next()) {
                var row = row(result);
                if (row.oversize() || rows.size() == portions.poll()) {
                    return new Polled(next, rows, false);
                }
                rows.add(row);
            }
            return new Polled(next, rows, true);
        }
    }

    private static OutboxRow row(ResultSet result) throws SQLException {
        var headers = result.getBytes("headers");
        return new OutboxRow(result.getLong("position"), result.getObject("id", UUID.class), result.getString("topic"),
                result.getBytes("key"), result.getString("type"),
                result.getObject("created_at", OffsetDateTime.class).toInstant(), result.getBoolean("oversize"),
                result.getBytes("payload"), headers == null ? OutboxRow.NO_HEADERS : headers);
    }

    private Cursor open(Cursor cursor, Snapshot next) throws SQLException {
        setUnpublished(count, cursor.published(), 1, 3);
        count.setObject(2, next.text(), Types.OTHER);
        count.setObject(4, next.text(), Types.OTHER);
        count.setInt(5, portions.smallBatch() + 1);
        small = number(count) <= portions.smallBatch() ? next : null;
        return cursor.open(next, small != null ? 0 : beforeFirst(cursor, next));
    }

    /** Most rows of a big batch lie above what has been published: only those that do not are looked for. */
    private long beforeFirst(Cursor cursor, Snapshot next) throws SQLException {
        beforeFirst.setLong(1, cursor.position());
        setUnpublished(beforeFirst, cursor.published(), 2, 5);
        beforeFirst.setLong(3, cursor.position());
        beforeFirst.setLong(6, cursor.position());
        beforeFirst.setObject(4, next.text(), Types.OTHER);
        beforeFirst.setObject(7, next.text(), Types.OTHER);
        return number(beforeFirst);
    }

    private Cursor copy(Cursor cursor, PageReceiver receiver) throws SQLException, InterruptedException {
        var batch = cursor.batch();
        return batch == null ? cursor : copy(cursor, batch, receiver);
    }

    private Cursor copy(Cursor cursor, Cursor.Batch batch, PageReceiver receiver)
            throws SQLException, InterruptedException {
        var published = cursor.published();
        var next = batch.next();
        var statement = next.equals(small)
                ? sql.copyByTransaction(published, next, batch.after(), portions.copy())
                : sql.copyByPosition(published, next, batch.after(), portions.copy());
        return copy(copies.copyOut(statement), new Pages(cursor, batch, portions.page(), receiver));
    }

    private Cursor copy(CopyOut copy, Pages pages) throws SQLException, InterruptedException {
        try {
            for (var message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                var row = decoder.row(message);
                if (row != null) {
                    pages.add(row);
                }
            }
            return pages.end(portions.copy());
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        now.close();
        poll.close();
        count.close();
        beforeFirst.close();
    }

    private static void setUnpublished(PreparedStatement statement, Snapshot published, int xmax, int running)
            throws SQLException {
        statement.setObject(xmax, published.xmax(), Types.OTHER);
        statement.setObject(running, published.running(), Types.OTHER);
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (var result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }
}
