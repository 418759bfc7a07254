package dev.ordersaga.relay.cdc;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.ordersaga.relay.outbox.RowStream;
import dev.ordersaga.relay.outbox.StreamedRow;
import org.jspecify.annotations.Nullable;

/**
 * Between the engine and the reader. A session begins when a token comes back that was sent through the log: what is
 * committed after the token comes after it. Everything else is dropped, for the rows are in the table. So are rows
 * that nobody takes for a while: the log must not pile up on the server because the broker is away.
 */
final class SessionQueue implements RowStream {

    private static final int BATCHES = 8;
    private static final long PATIENCE_MILLIS = 1_000;

    private final BlockingQueue<Streamed> batches = new ArrayBlockingQueue<>(BATCHES);
    private final Semaphore doubts = new Semaphore(0);
    private final StreamObserver observer;
    private int sessions;
    private volatile int session = NONE;
    private volatile String token = newToken();

    SessionQueue(StreamObserver observer) {
        this.observer = observer;
    }

    /** Something that the engine brings. */
    sealed interface Event {

        record Row(StreamedRow row) implements Event {}

        record Token(String text) implements Event {}
    }

    /** Called by the engine's thread alone. */
    void receive(List<Event> events) throws InterruptedException {
        var current = session;
        var rows = new ArrayList<StreamedRow>(events.size());
        for (var event : events) {
            switch (event) {
                case Event.Row(var row) -> {
                    if (current != NONE) {
                        rows.add(row);
                    }
                }
                case Event.Token(var text) -> current = begins(text, current);
            }
        }
        if (!rows.isEmpty() && !batches.offer(new Streamed(current, rows), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            doubt();
        }
    }

    private synchronized int begins(String text, int current) {
        if (session == NONE && text.equals(token)) {
            sessions++;
            session = sessions;
            return sessions;
        }
        return current;
    }

    /** What is to be sent through the log so that a session begins. */
    String token() {
        return token;
    }

    /** Waits, but not after a doubt. */
    void awaitDoubt(long millis) throws InterruptedException {
        if (doubts.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            doubts.drainPermits();
        }
    }

    @Override
    public int session() {
        return session;
    }

    @Override
    public @Nullable Streamed next(long millis) throws InterruptedException {
        return batches.poll(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void discard() {
        batches.clear();
    }

    @Override
    public synchronized void doubt() {
        token = newToken();
        session = NONE;
        doubts.release();
    }

    @Override
    public void brought(int rows) {
        observer.brought(rows);
    }

    @Override
    public void follows(boolean streaming) {
        observer.follows(streaming);
    }

    private static String newToken() {
        return UUID.randomUUID().toString();
    }
}
