package dev.ordersaga.relay;

import static dev.ordersaga.relay.SourceState.FAILED;
import static dev.ordersaga.relay.SourceState.STARTING;
import static dev.ordersaga.relay.SourceState.STOPPED;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

import dev.ordersaga.relay.outbox.Candidate;
import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.outbox.OutboxSession;
import dev.ordersaga.relay.outbox.PageLimit;
import dev.ordersaga.relay.parking.Parking;
import dev.ordersaga.relay.sink.FencedException;
import dev.ordersaga.relay.sink.Sink;
import dev.ordersaga.relay.sink.Sinks;

/**
 * Publishes one source for as long as it is the owner. Whatever goes wrong, it lets go of everything and starts
 * from the beginning, with what the sink says was committed last: nothing is guessed, nothing repaired.
 */
final class SourceWorker implements Runnable {

    /** Where one row came, the next one is mostly not far: so often it is looked for at the busy pace. */
    private static final int BUSY_POLLS = 20;
    private static final Duration TABLE_CHECK = Duration.ofMillis(250);

    private final String lock;
    private final String source;
    private final Candidate me;
    private final OutboxDatabase database;
    private final Sinks sinks;
    private final SourceMonitor monitor;
    private final Replays replays;
    private final StopSignal stop;
    private final InstantSource clock;
    private final RelayProperties settings;
    private final Growing polling;
    private final Growing backOff;
    private final Probation probation;
    private final boolean acceptsTimelines;
    private final Decisions decisions = new Decisions();
    private final Resumptions resumptions = new Resumptions();

    SourceWorker(String source, Candidate me, OutboxDatabase database, Sinks sinks, SourceMonitor monitor,
            Replays replays, StopSignal stop, InstantSource clock, RelayProperties settings) {
        this.lock = settings.lock(source);
        this.source = source;
        this.me = me;
        this.database = database;
        this.sinks = sinks;
        this.monitor = monitor;
        this.replays = replays;
        this.stop = stop;
        this.clock = clock;
        this.settings = settings;
        this.acceptsTimelines = settings.acceptsTimelines(source);
        this.polling = new Growing(settings.polling().busy(), settings.polling().idle(), BUSY_POLLS);
        this.backOff = new Growing(settings.backOff().first(), settings.backOff().longest());
        this.probation = new Probation(settings.spread().probation(), clock);
    }

    @Override
    public void run() {
        try (var watch = SourceWatch.start(source, lock, me, database, monitor, clock, settings)) {
            while (!stop.isGiven()) {
                try {
                    relay(watch);
                } catch (FencedException e) {
                    // The other one may be at work: away for the longest time, and then the lock decides.
                    retry(FAILED, e, backOff.longest());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    stop.give();
                } catch (SQLException | RuntimeException | Error e) {
                    retry(FAILED, e, backOff.next());
                }
            }
        }
        monitor.enters(STOPPED);
    }

    private void retry(SourceState state, Throwable error, Duration pause) {
        monitor.failed(state, error, pause);
        stop.pause(pause);
    }

    private void relay(SourceWatch watch) throws SQLException, InterruptedException {
        try (var session = database.connect(lock, me)) {
            var standby = new Standby(me, session, watch, probation, clock, settings.spread().look());
            if (await(standby::becomesOwner, monitor::standsBy, settings.backOff().standby(), stop)) {
                own(session, watch);
            }
        }
    }

    /** Until the relay stops, the source is handed over or something fails. */
    private void own(OutboxSession session, SourceWatch watch) throws SQLException, InterruptedException {
        var tenure = stop.part();
        probation.ownerNow();
        watch.begins(tenure);
        try {
            watch.look();
            if (await(session::tableExists, monitor::waitsForTable, TABLE_CHECK, tenure)) {
                publish(session, tenure);
            }
        } catch (SQLException | RuntimeException | Error e) {
            probation.failedAsOwner();
            throw e;
        } finally {
            watch.ends();
            stop.forget(tenure);
        }
    }

    private void publish(OutboxSession session, StopSignal tenure) throws SQLException, InterruptedException {
        monitor.enters(STARTING);
        session.bearings(); // a relay led to a standby must not take the source from one that reads the primary
        try (var sink = sinks.open(source)) {
            var parking = new Parking(sink.progress().parked(), settings.parking().keys());
            var from = new Departure(session, sink, parking, resumptions, monitor, acceptsTimelines).from(tenure);
            if (from.isPresent()) {
                try (var replayer = replays.open(sink.progress().replay())) {
                    monitor.starts(from.get(), parking.all());
                    replayer.start();
                    publish(session, sink, parking, from.get(), tenure);
                }
            }
        }
    }

    private void publish(OutboxSession session, Sink sink, Parking parking, Cursor cursor, StopSignal tenure)
            throws SQLException, InterruptedException {
        var releases = new Releases(database, new Transactions(sink, parking), parking, decisions, monitor,
                settings.parking().retryAfter(), clock);
        var limit = new PageLimit(settings.batchSize(), settings.batchBytes());
        try (var way = WayToRead.open(source, settings, database, monitor.stream());
                var ahead = ReadAhead.start(source, () -> way.reader(session), session::abort, cursor, polling)) {
            new Publication(ahead, new Transactions(sink, parking), parking, releases, monitor, tenure, limit, backOff)
                    .run(cursor);
        }
    }

    Decisions decisions() {
        return decisions;
    }

    Resumptions resumptions() {
        return resumptions;
    }

    /** Whether it has come true, rather than the signal to stop. */
    private static boolean await(Condition condition, Runnable otherwise, Duration pause, StopSignal until)
            throws SQLException {
        while (!until.isGiven()) {
            if (condition.isMet()) {
                return true;
            }
            otherwise.run();
            until.pause(pause);
        }
        return false;
    }

    private interface Condition {

        boolean isMet() throws SQLException;
    }
}
