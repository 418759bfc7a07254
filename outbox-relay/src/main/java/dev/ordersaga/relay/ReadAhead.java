package dev.ordersaga.relay;

import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.Page;
import dev.ordersaga.relay.outbox.RowReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the next pages while the former ones are being sent and committed: a thread and a short queue. What has been read
 * and not been published counts for nothing, the next one begins at the committed cursor.
 *
 * <p>
 * The other methods are for the one thread that publishes.
 */
final class ReadAhead implements AutoCloseable {

    /** Enough to go on with while a transaction is committed, and so few that the garbage collector has little to copy. */
    private static final int PAGES = 6;
    /** So many rows at a time are worth being read while the former ones are on their way. */
    private static final int MANY = 1_000;
    private static final long CLOSE_MILLIS = 500;

    private final Reading reading;
    private final Abort abort;
    private final Growing polling;
    private final BlockingQueue<Read> pages = new ArrayBlockingQueue<>(PAGES);
    private final StopSignal closed = new StopSignal();
    private final Thread thread;
    private volatile Beginning beginning;
    /** Somebody waits for a page. */
    private volatile boolean wanted;
    /** Rows of the poll that is or was the last; the thread's own. */
    private int handed;
    private volatile @Nullable Throwable failure;

    /** Where to read from; what was read from an earlier one is of no use any more. */
    private record Beginning(Cursor cursor, int number) {}

    private record Read(Beginning from, Page page) {}

    /** The way to read. */
    @FunctionalInterface
    interface Reading {

        RowReader reader() throws SQLException;
    }

    /** Ends whatever the reader is waiting for. */
    @FunctionalInterface
    interface Abort {

        void run() throws SQLException;
    }

    private static final class BeginsAgain extends RuntimeException {

        BeginsAgain() {
            super(null, null, false, false);
        }
    }

    private ReadAhead(String source, Reading reading, Abort abort, Cursor from, Growing polling) {
        this.reading = reading;
        this.abort = abort;
        this.polling = polling;
        this.beginning = new Beginning(from, 0);
        this.thread = Thread.ofPlatform().name("read-" + source).unstarted(this::run);
    }

    /** @param abort for a reader that does not come to its end when it is to be closed */
    static ReadAhead start(String source, Reading reading, Abort abort, Cursor from, Growing polling) {
        var ahead = new ReadAhead(source, reading, abort, from, polling);
        ahead.thread.start();
        return ahead;
    }

    /** Forgets what has been read, and reads from there. */
    void beginAgain(Cursor from) {
        beginning = new Beginning(from, beginning.number() + 1);
        pages.clear();
        LockSupport.unpark(thread);
    }

    /** The next page, if there is one within that time; an empty one says that there was nothing to read. */
    @Nullable
    Page next(long millis) throws SQLException, InterruptedException {
        wanted = true;
        LockSupport.unpark(thread);
        var read = pages.poll(millis, TimeUnit.MILLISECONDS);
        wanted = false;
        if (read == null && failure != null) {
            read = pages.poll(); // read before the failure
            if (read == null) {
                throwFailure();
            }
        }
        return current(read);
    }

    @Nullable
    Page nextIfRead() {
        return current(pages.poll());
    }

    private @Nullable Page current(@Nullable Read read) {
        return read != null && read.from().equals(beginning) ? read.page() : null;
    }

    private void throwFailure() throws SQLException {
        switch (failure) {
            case SQLException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(failure);
        }
    }

    private void run() {
        try (var reader = reading.reader()) {
            while (!closed.isGiven()) {
                read(reader, beginning);
            }
        } catch (InterruptedException _) {
            // closed while it waited for room
        } catch (SQLException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void read(RowReader reader, Beginning from) throws SQLException, InterruptedException {
        try {
            var cursor = from.cursor();
            while (!closed.isGiven() && from.number() == beginning.number()) {
                handed = 0;
                cursor = reader.read(cursor, page -> hand(new Read(from, page)));
                if (cursor.batch() == null && !reader.waitsForRows()) {
                    closed.pause(polling.next());
                    awaitDemand(from);
                }
            }
        } catch (BeginsAgain _) {
            // the caller does
        }
    }

    /**
     * While few rows come at a time, and whoever publishes is still busy with the former ones, a poll would find some and the
     * next one the others, and each would cost the database as much as one that finds them all.
     */
    private void awaitDemand(Beginning from) {
        while (!wanted && handed < MANY && !closed.isGiven() && from.number() == beginning.number()) {
            LockSupport.park(this);
        }
    }

    private void hand(Read read) throws InterruptedException {
        if (!read.from().equals(beginning)) {
            throw new BeginsAgain();
        }
        if (!read.page().rows().isEmpty()) {
            polling.reset();
            handed += read.page().rows().size();
            pages.put(read);
        } else {
            var _ = pages.offer(read); // if there is no room, it is not true that there is nothing to publish
        }
    }

    /** What the thread waits for is ended: the lock goes with the session, and must not wait for a slow statement. */
    @Override
    public void close() throws SQLException {
        closed.give();
        thread.interrupt();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            abort.run();
        }
    }
}
