package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Takes rows from a stream as long as one flows, and polls otherwise. The table is the truth: the stream only tells sooner
 * what to look at, and whatever is wrong with it, no row is lost, comes twice or overtakes another one of its key.
 *
 * <p>
 * A page of streamed rows is what a poll would have brought: whole transactions, of which the table has as many visible
 * rows as the stream has brought. So a transaction is published when it is visible and not when it is in the log, where
 * it still may wait for a standby. Of everything else (a transaction that goes on, that is not visible yet or of which the
 * stream left something out) it waits a little for more, and then polls. It also polls now and then although all is well:
 * that finds what the stream leaves out altogether, and keeps the cursor's snapshot short.
 *
 * <p>
 * Order: when a row can be published, those before it of its key are visible, since they were appended under the same
 * lock. A stream brings them before it, unless they were committed before it began or came while the reader polled. Such
 * ones are visible in the poll after which the reader turns to the stream, or had at least begun by then: so when one
 * of these becomes visible and has not come, it polls.
 */
public final class StreamedReader implements RowReader {

    private static final long WAIT_MILLIS = 20;
    /** So often the stream is given time to bring the rest, from 2 ms on and twice as long each time. */
    private static final int PATIENCE = 4;
    /** So many polls in a row that find rows while the stream brings none are too many. */
    private static final int SILENCE = 2;
    private static final int MOST_GAPS = 1_000;
    private static final Duration POLL_BUSY = Duration.ofMillis(200);
    private static final Duration POLL_IDLE = Duration.ofSeconds(1);

    private final OutboxReader polls;
    private final StreamCheck check;
    private final RowStream stream;
    private final PageLimit limit;

    private final StreamedTransactions received = new StreamedTransactions();
    private final UncertainTransactions uncertain = new UncertainTransactions();
    private VisibleTransactions published = VisibleTransactions.of(Snapshot.NOTHING);
    private @Nullable Cursor last;
    private int session = RowStream.NONE;
    private int impatience;
    private boolean heard;
    private int silentPolls;
    private long pollAt;

    StreamedReader(OutboxReader polls, Connection connection, Statements sql, PageLimit limit, RowStream stream)
            throws SQLException {
        this.polls = polls;
        this.check = new StreamCheck(connection, sql);
        this.limit = limit;
        this.stream = stream;
    }

    @Override
    public Cursor read(Cursor cursor, PageReceiver receiver) throws SQLException, InterruptedException {
        var goesOn = cursor.equals(last);
        last = null; // should this fail, or the page get lost
        var next = goesOn && session != RowStream.NONE && session == stream.session()
                ? follow(cursor, receiver)
                : catchUp(cursor, receiver);
        last = next;
        stream.follows(session != RowStream.NONE);
        return next;
    }

    @Override
    public boolean waitsForRows() {
        return session != RowStream.NONE;
    }

    /** What the stream has brought before a poll is of no use: either the poll finds it, or it is one of the uncertain. */
    private Cursor catchUp(Cursor cursor, PageReceiver receiver) throws SQLException, InterruptedException {
        session = RowStream.NONE;
        var begun = stream.session();
        stream.discard();
        received.clear();
        var next = polls.read(cursor, receiver);
        if (begun != RowStream.NONE && cursor.batch() == null && next.batch() == null) {
            session = begun;
            silentPolls = 0;
            uncertain.reset(next.published(), check.nextTransaction());
            polled(next, POLL_BUSY);
        }
        return next;
    }

    private Cursor follow(Cursor cursor, PageReceiver receiver) throws SQLException, InterruptedException {
        if (System.nanoTime() - pollAt >= 0) {
            return poll(cursor, receiver);
        }
        receive();
        return received.isEmpty() ? cursor : handOut(cursor, receiver);
    }

    private void receive() throws InterruptedException {
        var streamed = stream.next(impatience == 0 ? WAIT_MILLIS : 1L << impatience);
        while (streamed != null && streamed.session() == session) {
            heard = true;
            for (var row : streamed.rows()) {
                if (!published.contains(row.transaction())) {
                    received.add(row);
                }
            }
            streamed = received.fills(limit) ? null : stream.next(0);
        }
        if (streamed != null) {
            session = RowStream.NONE;
            received.clear();
        }
    }

    private Cursor handOut(Cursor cursor, PageReceiver receiver) throws SQLException, InterruptedException {
        var selection = received.select(limit);
        var counted = check.count(selection, received);
        var whole = new ArrayList<Long>();
        if (counted.others() == 0) {
            whole.addAll(selection.ended());
            if (selection.last() != null && counted.last() == received.count(selection.last())) {
                whole.add(selection.last());
            }
        }
        if (whole.isEmpty() && !received.fills(limit) && impatience < PATIENCE) {
            impatience++;
            return cursor;
        }
        uncertain.remove(whole);
        var next = published.with(whole);
        return whole.isEmpty() || uncertain.anyVisible(counted.now())
                || next.gapCount() > published.gapCount() + MOST_GAPS
                        ? poll(cursor, receiver)
                        : handOut(cursor, whole, next, receiver);
    }

    private Cursor handOut(Cursor cursor, List<Long> whole, VisibleTransactions next, PageReceiver receiver)
            throws InterruptedException {
        var rows = received.rows(whole);
        var reached = cursor.reached(rows.getLast().position(), rows.getLast().id()).finished(next.snapshot());
        receiver.receive(new Page(cursor.published(), next.snapshot(), rows, reached));
        stream.brought(rows.size());
        received.remove(whole);
        published = next;
        impatience = 0;
        return reached;
    }

    private Cursor poll(Cursor cursor, PageReceiver receiver) throws SQLException, InterruptedException {
        var pages = new Watched(receiver);
        var next = polls.read(cursor, pages);
        if (next.batch() != null) {
            session = RowStream.NONE; // so much is read sooner that way
            return next;
        }
        silentPolls = pages.hadRows && !heard && received.isEmpty() ? silentPolls + 1 : 0;
        if (silentPolls == SILENCE) {
            stream.doubt();
            session = RowStream.NONE;
        }
        polled(next, heard || pages.hadRows ? POLL_BUSY : POLL_IDLE);
        return next;
    }

    private void polled(Cursor next, Duration pause) {
        published = VisibleTransactions.of(next.published());
        received.removeAll(published);
        uncertain.removeAll(published);
        impatience = 0;
        heard = false;
        pollAt = System.nanoTime() + pause.toNanos();
    }

    @Override
    public void close() throws SQLException {
        stream.follows(false);
        check.close();
        polls.close();
    }

    private static final class Watched implements PageReceiver {

        private final PageReceiver receiver;
        private boolean hadRows;

        Watched(PageReceiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void receive(Page page) throws InterruptedException {
            hadRows |= !page.rows().isEmpty();
            receiver.receive(page);
        }
    }
}
