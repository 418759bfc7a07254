package dev.ordersaga.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.ordersaga.relay.outbox.Candidate;
import dev.ordersaga.relay.outbox.Membership;
import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.outbox.OutboxWatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a source every so often, whatever this instance is to it, on a connection of its own: who owns it, who could.
 * Tells the owner when it is time to hand over.
 */
final class SourceWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SourceWatch.class);

    private final String source;
    private final String lock;
    private final OutboxDatabase database;
    private final SourceMonitor monitor;
    private final InstantSource clock;
    private final Duration interval;
    private final Duration signOfLife;
    private final HandOver handOver;
    private final StopSignal stop = new StopSignal();
    private final Thread thread;

    private @Nullable OutboxWatch connection;
    private @Nullable Membership latest;
    private Instant lookedAt = Instant.MIN;
    private volatile @Nullable StopSignal tenure;

    private SourceWatch(String source, String lock, Candidate me, OutboxDatabase database, SourceMonitor monitor,
            InstantSource clock, RelayProperties settings) {
        this.source = source;
        this.lock = lock;
        this.database = database;
        this.monitor = monitor;
        this.clock = clock;
        this.interval = settings.spread().look();
        this.signOfLife = settings.signOfLife();
        this.handOver = new HandOver(me, settings.spread().settle());
        this.thread = Thread.ofPlatform().daemon().name("relay-watch-" + source).unstarted(this::run);
    }

    static SourceWatch start(String source, String lock, Candidate me, OutboxDatabase database, SourceMonitor monitor,
            InstantSource clock, RelayProperties settings) {
        var watch = new SourceWatch(source, lock, me, database, monitor, clock, settings);
        watch.thread.start();
        return watch;
    }

    private void run() {
        while (!stop.isGiven()) {
            try {
                latest();
            } catch (SQLException | RuntimeException e) {
                log.debug("Source {} cannot be looked at", source, e); // its worker tells of the same trouble
            }
            stop.pause(interval);
        }
        disconnect();
    }

    /** The last look, or a new one if it has become old. One that fails is no answer: nobody relies on an old one. */
    synchronized Membership latest() throws SQLException {
        return latest == null || !clock.instant().isBefore(lookedAt.plus(interval)) ? look() : latest;
    }

    synchronized Membership look() throws SQLException {
        try {
            if (connection == null) {
                connection = database.watch(lock, signOfLife);
            }
            var membership = connection.look();
            latest = membership;
            lookedAt = clock.instant();
            monitor.sees(membership);
            var signal = tenure;
            if (handOver.isDue(membership, lookedAt) && signal != null && !signal.isGiven()) {
                log.info("Source {} is handed over to the instance that should have it", source);
                handOver.begins();
                signal.give();
            }
            return membership;
        } catch (SQLException | RuntimeException e) {
            disconnect();
            monitor.seesNothing();
            throw e;
        }
    }

    /** From now on this instance is the owner, until the signal is given. Does not wait for a look under way. */
    void begins(StopSignal tenureEnd) {
        tenure = tenureEnd;
    }

    void ends() {
        tenure = null;
    }

    private synchronized void disconnect() {
        latest = null;
        if (connection != null) {
            try (var _ = connection) {
                connection = null;
            } catch (SQLException e) {
                log.debug("Source {}: connection given up", source, e);
            }
        }
    }

    @Override
    public void close() {
        stop.give();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
