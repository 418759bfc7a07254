package dev.ordersaga.relay.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.outbox.RowStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of an outbox, for as long as its source is published here: makes the slot, runs the engine, and begins again
 * whenever something ends it. Whether it succeeds is of no importance to what is published, only to how soon.
 */
public final class ChangeStream implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChangeStream.class);

    private static final long LOOK_MILLIS = 1_000;
    private static final long FIRST_TOKEN_MILLIS = 50;
    /** So far the slot may be behind although it is idle. */
    private static final long IDLE_BYTES = 1 << 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String source;
    private final OutboxDatabase database;
    private final String slotName;
    private final String publication;
    private final StreamObserver observer;
    private final SessionQueue queue;
    private final Thread thread;
    private Duration pause = FIRST_PAUSE;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Connection waiting;

    private ChangeStream(String source, OutboxDatabase database, String slotName, String publication,
            StreamObserver observer) {
        this.source = source;
        this.database = database;
        this.slotName = slotName;
        this.publication = publication;
        this.observer = observer;
        this.queue = new SessionQueue(observer);
        this.thread = Thread.ofPlatform().daemon().name("stream-" + source).unstarted(this::run);
    }

    public static ChangeStream start(String source, OutboxDatabase database, String slot, String publication,
            StreamObserver observer) {
        var stream = new ChangeStream(source, database, slot, publication, observer);
        stream.thread.start();
        return stream;
    }

    public RowStream rows() {
        return queue;
    }

    private void run() {
        try {
            while (!isClosed()) {
                try (var connection = database.errand("outbox-relay-stream")) {
                    capture(connection);
                } catch (SQLException | RuntimeException e) {
                    failed(e);
                }
            }
        } catch (InterruptedException _) {
            log.debug("The stream of {} is given up", source);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void failed(Exception cause) throws InterruptedException {
        queue.doubt();
        if (isClosed()) {
            return;
        }
        observer.failed(cause);
        log.debug("The stream of {} failed", source, cause);
        var _ = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    private void capture(Connection connection) throws SQLException, InterruptedException {
        var table = CapturedTable.find(connection, database.quotedTable(), publication);
        var slot = new Slot(connection, slotName);
        noticesTheEnd(connection);
        waiting = connection;
        try {
            if (!isClosed()) {
                slot.prepare();
            }
        } finally {
            waiting = null;
        }
        if (isClosed()) {
            return;
        }
        var settings = new EngineSettings(database, table, slotName, publication);
        try (var engine = ChangeEngine.start(settings, new CapturedRows(database.rowBytes()), queue)) {
            watch(connection, slot, engine);
        }
    }

    /** Else the server would go on making a slot for which nobody waits any more. */
    private static void noticesTheEnd(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("set client_connection_check_interval = " + LOOK_MILLIS);
        } catch (SQLException e) {
            log.debug("The server cannot notice", e);
        }
    }

    private void watch(Connection connection, Slot slot, ChangeEngine engine) throws SQLException,
            InterruptedException {
        var tokenPause = FIRST_TOKEN_MILLIS;
        var lookAt = System.nanoTime();
        while (!isClosed()) {
            engine.check();
            if (queue.session() == RowStream.NONE) {
                slot.send(queue.token());
                tokenPause = Math.min(2 * tokenPause, LOOK_MILLIS);
            } else {
                tokenPause = FIRST_TOKEN_MILLIS;
                pause = FIRST_PAUSE;
            }
            if (System.nanoTime() - lookAt >= 0) {
                look(connection, slot);
                lookAt = System.nanoTime() + Duration.ofMillis(LOOK_MILLIS).toNanos();
            }
            queue.awaitDoubt(queue.session() == RowStream.NONE ? tokenPause : LOOK_MILLIS);
        }
    }

    private void look(Connection connection, Slot slot) throws SQLException {
        CapturedTable.find(connection, database.quotedTable(), publication);
        var distance = slot.distance();
        observer.retains(distance.retained());
        if (distance.unconfirmed() > IDLE_BYTES) {
            slot.send("on"); // what follows it is confirmed with it, although it is not of the outbox
        }
    }

    /** Waits for nothing: the engine takes a while to end, and who goes on with the source ends what is left of it. */
    @Override
    public void close() {
        closed.countDown();
        queue.doubt();
        var preparing = waiting;
        if (preparing != null) {
            try {
                preparing.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("The stream of {} is given up", source, e);
            }
        }
    }
}
