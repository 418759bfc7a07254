package dev.ordersaga.relay;

import java.sql.SQLException;
import java.time.Duration;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.Page;
import dev.ordersaga.relay.outbox.PageLimit;
import dev.ordersaga.relay.parking.Parking;
import org.jspecify.annotations.Nullable;

/**
 * Publishes one source with one sink: from its cursor until it is told to stop or something fails. A transaction takes what
 * has been read by then; of a batch that is larger than that, as much as one may have.
 */
final class Publication {

    /** How long to wait for a page before looking what else there is to do. Idle polls come more often than that. */
    private static final long IDLE_MILLIS = 100;
    /** How long to wait for more of a batch. */
    private static final long MORE_MILLIS = 20;
    /** Then a transaction ends, however little it has: its records hold up the readers of their partitions. */
    private static final Duration LONGEST = Duration.ofMillis(250);

    private final ReadAhead ahead;
    private final Transactions transactions;
    private final Parking parking;
    private final Releases releases;
    private final SourceMonitor monitor;
    private final StopSignal stop;
    private final PageLimit limit;
    private final Growing backOff;

    Publication(ReadAhead ahead, Transactions transactions, Parking parking, Releases releases, SourceMonitor monitor,
            StopSignal stop, PageLimit limit, Growing backOff) {
        this.ahead = ahead;
        this.transactions = transactions;
        this.parking = parking;
        this.releases = releases;
        this.monitor = monitor;
        this.stop = stop;
        this.limit = limit;
        this.backOff = backOff;
    }

    void run(Cursor begin) throws SQLException, InterruptedException {
        var cursor = begin;
        while (!stop.isGiven()) {
            var page = ahead.next(IDLE_MILLIS);
            if (page != null) {
                cursor = page.rows().isEmpty() ? page.cursor() : publish(page, cursor);
                monitor.reached(cursor, parking.all());
                backOff.reset();
            }
            if (cursor.batch() == null) {
                releases.turn(cursor);
            }
        }
    }

    /** The cursor that is committed now: the given one if the broker has rejected rows. */
    private Cursor publish(Page first, Cursor committed) throws SQLException, InterruptedException {
        var taken = new Taken(first);
        monitor.sends(first.rows().getFirst().createdAt());
        var cursor = transactions.run(() -> {
            for (Page page = first; page != null; page = taken.next()) {
                send(page);
            }
            return taken.last.cursor();
        });
        if (cursor == null) {
            ahead.beginAgain(committed);
            return committed;
        }
        monitor.published(taken.last, taken.rows);
        return cursor;
    }

    private void send(Page page) {
        for (var row : page.rows()) {
            if (!parking.holds(row)) {
                var refusal = transactions.send(row);
                if (refusal != null) {
                    parking.park(row, page, refusal);
                }
            }
        }
    }

    /** What a transaction has taken. The pages themselves are not kept: should it have to be repeated, they are read again. */
    private final class Taken {

        private final long deadline = System.nanoTime() + LONGEST.toNanos();
        private Page last;
        private int rows;
        private long bytes;

        Taken(Page first) {
            last = first;
            count(first);
        }

        /** One more page, if there is one and room for it. */
        @Nullable
        Page next() throws SQLException, InterruptedException {
            var next = hasRoom() ? following() : null;
            if (next != null) {
                last = next;
                count(next);
            }
            return next;
        }

        private void count(Page page) {
            rows += page.rows().size();
            bytes += page.bytes();
        }

        private boolean hasRoom() {
            return rows < limit.rows() && bytes < limit.bytes().toBytes() && System.nanoTime() < deadline;
        }

        /** More of the same batch is worth waiting for; rows of the next one are not kept waiting for it. */
        private @Nullable Page following() throws SQLException, InterruptedException {
            return last.isLast() ? ahead.nextIfRead() : ahead.next(MORE_MILLIS);
        }
    }
}
