package dev.ordersaga.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

    /** How long to wait for a page before looking what else there is to do. */
    private static final long WAIT_MILLIS = 20;
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
            var page = ahead.next(WAIT_MILLIS);
            if (page != null) {
                cursor = page.rows().isEmpty() ? page.cursor() : publish(page);
                monitor.reached(cursor, parking.all());
                backOff.reset();
            }
            if (cursor.batch() == null) {
                releases.turn(cursor);
            }
        }
    }

    private Cursor publish(Page first) throws SQLException, InterruptedException {
        var pages = new Taken(first);
        monitor.sends(first.rows().getFirst().createdAt());
        transactions.run(() -> {
            for (var number = 0; pages.has(number); number++) {
                send(pages.get(number));
            }
            return pages.last().cursor();
        });
        monitor.published(pages.last(), pages.rows);
        return pages.last().cursor();
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

    /** The pages of a transaction: taken one by one while they are sent, kept in case that it has to be repeated. */
    private final class Taken {

        private final List<Page> pages = new ArrayList<>();
        private final long deadline = System.nanoTime() + LONGEST.toNanos();
        private int rows;
        private long bytes;

        Taken(Page first) {
            take(first);
        }

        /** Takes the next one, if all have been sent and there is room for more. */
        boolean has(int number) throws SQLException, InterruptedException {
            if (number < pages.size()) {
                return true;
            }
            var next = hasRoom() ? following(last()) : null;
            if (next != null) {
                take(next);
            }
            return next != null;
        }

        Page get(int number) {
            return pages.get(number);
        }

        Page last() {
            return pages.getLast();
        }

        private void take(Page page) {
            pages.add(page);
            rows += page.rows().size();
            bytes += page.bytes();
        }

        private boolean hasRoom() {
            return rows < limit.rows() && bytes < limit.bytes().toBytes() && System.nanoTime() < deadline;
        }

        /** More of the same batch is worth waiting for; rows of the next one are not kept waiting for it. */
        private @Nullable Page following(Page page) throws SQLException, InterruptedException {
            return page.isLast() ? ahead.nextIfRead() : ahead.next(WAIT_MILLIS);
        }
    }
}
