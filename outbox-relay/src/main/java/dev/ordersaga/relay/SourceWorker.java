package dev.ordersaga.relay;

import static dev.ordersaga.relay.SourceState.FAILED;
import static dev.ordersaga.relay.SourceState.FOREIGN_DATABASE;
import static dev.ordersaga.relay.SourceState.STARTING;
import static dev.ordersaga.relay.SourceState.STOPPED;

import java.sql.SQLException;
import java.time.Duration;

import dev.ordersaga.relay.outbox.ForeignDatabaseException;
import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.outbox.OutboxSession;
import dev.ordersaga.relay.sink.FencedException;
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

    SourceWorker(String source, OutboxDatabase database, Sinks sinks, SourceMonitor monitor, StopSignal stop,
            RelayProperties settings) {
        this.lock = settings.id() + "-" + source;
        this.source = source;
        this.database = database;
        this.sinks = sinks;
        this.monitor = monitor;
        this.stop = stop;
        this.polling = new Growing(settings.polling().busy(), settings.polling().idle());
        this.backOff = new Growing(settings.backOff().first(), settings.backOff().longest());
        this.standby = settings.backOff().standby();
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

    private void relay() throws SQLException {
        try (var session = database.connect(lock)) {
            if (await(session::tryLock, monitor::standsBy, standby)
                    && await(session::tableExists, monitor::waitsForTable, TABLE_CHECK)) {
                publish(session);
            }
        }
    }

    private void publish(OutboxSession session) throws SQLException {
        monitor.enters(STARTING);
        try (var sink = sinks.open(source)) {
            var known = sink.cursor();
            var cursor = known.isPresent() ? known.get() : session.beginning();
            session.verify(cursor);
            monitor.starts(cursor);
            new Publication(session.reader(), sink, monitor, stop, polling, backOff).run(cursor);
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
