package dev.ordersaga.relay;

import static dev.ordersaga.relay.SourceState.FAILED;
import static dev.ordersaga.relay.SourceState.FOREIGN_DATABASE;
import static dev.ordersaga.relay.SourceState.STARTING;
import static dev.ordersaga.relay.SourceState.STOPPED;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.ForeignDatabaseException;
import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.outbox.OutboxSession;
import dev.ordersaga.relay.outbox.PageLimit;
import dev.ordersaga.relay.parking.Parking;
import dev.ordersaga.relay.sink.FencedException;
import dev.ordersaga.relay.sink.Sink;
import dev.ordersaga.relay.sink.Sinks;

/**
 * Publishes one source for as long as it is the active one. Whatever goes wrong, it lets go of everything and starts
 * from the beginning, with what the sink says was committed last: nothing is guessed, nothing repaired.
 */
final class SourceWorker implements Runnable {

    private static final Duration TABLE_CHECK = Duration.ofMillis(250);

    private final String lock;
    private final String source;
    private final OutboxDatabase database;
    private final Sinks sinks;
    private final SourceMonitor monitor;
    private final StopSignal stop;
    private final Growing polling;
    private final Growing backOff;
    private final Duration standby;
    private final RelayProperties settings;
    private final InstantSource clock;
    private final Decisions decisions = new Decisions();

    SourceWorker(String source, OutboxDatabase database, Sinks sinks, SourceMonitor monitor, StopSignal stop,
            RelayProperties settings, InstantSource clock) {
        this.lock = settings.id() + "-" + source;
        this.source = source;
        this.database = database;
        this.sinks = sinks;
        this.monitor = monitor;
        this.stop = stop;
        this.polling = new Growing(settings.polling().busy(), settings.polling().idle());
        this.backOff = new Growing(settings.backOff().first(), settings.backOff().longest());
        this.standby = settings.backOff().standby();
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void run() {
        while (!stop.isGiven()) {
            try {
                relay();
            } catch (FencedException e) {
                // The other one may be at work: away for the longest time, and then the lock decides.
                retry(FAILED, e, backOff.longest());
            } catch (ForeignDatabaseException e) {
                retry(FOREIGN_DATABASE, e, backOff.longest());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop.give();
            } catch (SQLException | RuntimeException | Error e) {
                retry(FAILED, e, backOff.next());
            }
        }
        monitor.enters(STOPPED);
    }

    private void retry(SourceState state, Throwable error, Duration pause) {
        monitor.failed(state, error, pause);
        stop.pause(pause);
    }

    Decisions decisions() {
        return decisions;
    }

    private void relay() throws SQLException, InterruptedException {
        try (var session = database.connect(lock)) {
            if (await(session::tryLock, monitor::standsBy, standby)
                    && await(session::tableExists, monitor::waitsForTable, TABLE_CHECK)) {
                publish(session);
            }
        }
    }

    private void publish(OutboxSession session) throws SQLException, InterruptedException {
        monitor.enters(STARTING);
        try (var sink = sinks.open(source)) {
            var known = sink.progress();
            var cursor = known.cursor().isPresent() ? known.cursor().get() : session.beginning();
            session.verify(cursor);
            var parking = new Parking(known.parked(), settings.parking().keys());
            monitor.starts(cursor, parking.all());
            publish(session, sink, parking, cursor);
        }
    }

    private void publish(OutboxSession session, Sink sink, Parking parking, Cursor cursor)
            throws SQLException, InterruptedException {
        var transactions = new Transactions(sink, parking);
        var releases = new Releases(database, transactions, parking, decisions, monitor,
                settings.parking().retryAfter(), clock);
        var limit = new PageLimit(settings.batchSize(), settings.batchBytes());
        try (var ahead = ReadAhead.start(source, session, cursor, polling)) {
            new Publication(ahead, transactions, parking, releases, monitor, stop, limit, backOff).run(cursor);
        }
    }

    /** Whether it has come true, rather than the signal to stop. */
    private boolean await(Condition condition, Runnable otherwise, Duration pause) throws SQLException {
        while (!stop.isGiven()) {
            if (condition.isMet()) {
                return true;
            }
            otherwise.run();
            stop.pause(pause);
        }
        return false;
    }

    private interface Condition {

        boolean isMet() throws SQLException;
    }
}
