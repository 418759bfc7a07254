package dev.ordersaga.relay;

import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxSession;
import dev.ordersaga.relay.outbox.Page;
import org.jspecify.annotations.Nullable;

/**
 * Reads the next pages while the former ones are being sent and committed: a thread and a short queue. What has been read
 * and not been published counts for nothing, the next one begins at the committed cursor.
 *
 * <p>
 * The other methods are for the one thread that publishes.
 */
final class ReadAhead implements AutoCloseable {

    /** More than one statement brings, so that none has to wait in the middle with its snapshot. */
    private static final int PAGES = 24;
    private static final long CLOSE_MILLIS = 500;

    private final OutboxSession session;
    private final Growing polling;
    private final BlockingQueue<Page> pages = new ArrayBlockingQueue<>(PAGES);
    private final StopSignal closed = new StopSignal();
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    private ReadAhead(String source, OutboxSession session, Cursor from, Growing polling) {
        this.session = session;
        this.polling = polling;
        this.thread = Thread.ofPlatform().name("read-" + source).unstarted(() -> run(from));
    }

    static ReadAhead start(String source, OutboxSession session, Cursor from, Growing polling) {
        var ahead = new ReadAhead(source, session, from, polling);
        ahead.thread.start();
        return ahead;
    }

    /** The next page, if there is one within that time; an empty one says that there was nothing to read. */
    @Nullable
    Page next(long millis) throws SQLException, InterruptedException {
        var page = pages.poll(millis, TimeUnit.MILLISECONDS);
        if (page == null && failure != null) {
            page = pages.poll(); // read before the failure
            if (page == null) {
                throwFailure();
            }
        }
        return page;
    }

    @Nullable
    Page nextIfRead() {
        return pages.poll();
    }

    private void throwFailure() throws SQLException {
        switch (failure) {
            case SQLException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(failure);
        }
    }

    private void run(Cursor from) {
        try (var reader = session.reader()) {
            var cursor = from;
            while (!closed.isGiven()) {
                cursor = reader.read(cursor, this::hand);
                if (cursor.batch() == null) {
                    closed.pause(polling.next());
                }
            }
        } catch (InterruptedException _) {
            // closed while it waited for room
        } catch (SQLException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void hand(Page page) throws InterruptedException {
        if (!page.rows().isEmpty()) {
            polling.reset();
            pages.put(page);
        } else {
            var _ = pages.offer(page); // if there is no room, it is not true that there is nothing to publish
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
            session.abort();
        }
    }
}
