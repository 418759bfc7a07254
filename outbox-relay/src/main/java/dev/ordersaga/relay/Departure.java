package dev.ordersaga.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

import dev.ordersaga.relay.outbox.Bearings;
import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.Deviation;
import dev.ordersaga.relay.outbox.Deviation.Kind;
import dev.ordersaga.relay.outbox.NoWayOnException;
import dev.ordersaga.relay.outbox.OutboxSession;
import dev.ordersaga.relay.outbox.WayOn;
import dev.ordersaga.relay.parking.Parking;
import dev.ordersaga.relay.parking.ParkingChanges;
import dev.ordersaga.relay.sink.Sink;

/**
 * Where a source is published from: its cursor or, where that is not to be trusted, whatever somebody says. Until
 * then it stays as it is, with its session and its sink: trying again would find what time has covered up, for a database
 * that was set back does not stay behind its cursor.
 */
final class Departure {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final OutboxSession session;
    private final Sink sink;
    private final Parking parking;
    private final Resumptions resumptions;
    private final SourceMonitor monitor;
    private final boolean acceptsTimelines;

    /** @param acceptsTimelines no transaction is ever lost when the timeline changes: there is no need to ask */
    Departure(OutboxSession session, Sink sink, Parking parking, Resumptions resumptions, SourceMonitor monitor,
            boolean acceptsTimelines) {
        this.session = session;
        this.sink = sink;
        this.parking = parking;
        this.resumptions = resumptions;
        this.monitor = monitor;
        this.acceptsTimelines = acceptsTimelines;
    }

    /** Empty if there is to be an end before anybody has said anything. */
    Optional<Cursor> from(StopSignal tenure) throws SQLException, InterruptedException {
        var bearings = session.bearings();
        var known = sink.progress().cursor();
        var deviation = known.isPresent() ? bearings.deviation(known.get()) : deviation(bearings);
        if (deviation.isPresent() && !isAccepted(deviation.get())) {
            return waitForWord(deviation.get(), known, tenure);
        }
        deviation.ifPresent(monitor::accepts);
        return Optional.of(known.isPresent() ? bearings.onThisTimeline(known.get()) : begin(bearings));
    }

    private Optional<Deviation> deviation(Bearings bearings) {
        return sink.progress().lost() ? bearings.lost() : bearings.deviation();
    }

    private boolean isAccepted(Deviation deviation) {
        return acceptsTimelines && deviation.kind() == Kind.TIMELINE_CHANGED;
    }

    /** Committed at once: from now on, a source without a cursor is not a new one. */
    private Cursor begin(Bearings bearings) {
        var beginning = bearings.beginning();
        sink.commit(beginning, ParkingChanges.NONE);
        return beginning;
    }

    private Optional<Cursor> waitForWord(Deviation deviation, Optional<Cursor> known, StopSignal tenure)
            throws SQLException, InterruptedException {
        resumptions.refuse("It was asked for before the source stopped");
        monitor.stops(deviation, known, parking.all());
        try {
            return word(known, tenure);
        } finally {
            resumptions.refuse("Another word has been given, or this instance waits no longer: see /actuator/relay");
        }
    }

    private Optional<Cursor> word(Optional<Cursor> known, StopSignal tenure)
            throws SQLException, InterruptedException {
        while (!tenure.isGiven()) {
            var asked = resumptions.next(PAUSE);
            if (asked == null) {
                session.giveSignOfLife();
                continue;
            }
            try {
                var cursor = resume(asked.way(), known);
                asked.answer().complete(cursor);
                return Optional.of(cursor);
            } catch (NoWayOnException e) {
                asked.answer().completeExceptionally(e);
            } catch (SQLException | RuntimeException | Error e) {
                asked.answer().completeExceptionally(e);
                throw e;
            }
        }
        return Optional.empty();
    }

    private Cursor resume(WayOn way, Optional<Cursor> known) throws SQLException {
        var cursor = session.bearings().cursor(way, known.orElse(null));
        if (!(way instanceof WayOn.AtCursor)) {
            parking.all().forEach(key -> parking.free(key.key())); // what waited is said by snapshots of the old cursor
        }
        sink.commit(cursor, parking.changes());
        parking.commit();
        monitor.resumes(way, cursor);
        return cursor;
    }
}
