package dev.ordersaga.load.driving;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

import dev.ordersaga.load.orders.Fate;

/**
 * Brings together that an order was placed and that it ended, whichever is heard of first, and counts. Thread-safe; an
 * order's answers come from one thread, its ends from another.
 */
final class OrderBook {

    private static final int DIGITS = 2;

    /** A {@link Placement} that waits for its end, or an {@link End} that came before the answer. */
    private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong placed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();
    private final Recorder lastPosts = new Recorder(DIGITS);
    private final Recorder lastSettled = new Recorder(DIGITS);

    private sealed interface Entry {}

    private record Waiting(Placement order) implements Entry {}

    private record End(String outcome, long time) implements Entry {}

    /** How many orders, from the beginning on. */
    record Counts(long sent, long placed, long failed, long settled) {

        /** Those that are on their way: sent, not refused and not settled. */
        long open() {
            return sent - failed - settled;
        }
    }

    void sent() {
        sent.incrementAndGet();
    }

    void failed(Placement order, String why) {
        failed.incrementAndGet();
        order.window().failed(why);
    }

    void placed(UUID id, Placement order, long now) {
        order.answeredAt(now);
        order.window().placed(order);
        placed.incrementAndGet();
        lastPosts.recordValue(Math.max(0, (now - order.due()) / 1_000));
        entries.compute(id, (_, before) -> {
            if (before instanceof End(var outcome, var time)) {
                settle(order, outcome, time);
                return staysOpen(order, outcome) ? new Waiting(order) : null;
            }
            return new Waiting(order);
        });
    }

    void ended(UUID id, String outcome, long now) {
        entries.compute(id, (_, before) -> {
            if (before instanceof Waiting(var order)) {
                if (order.settle()) {
                    settle(order, outcome, now);
                    return staysOpen(order, outcome) ? before : null;
                }
                return null;
            }
            return before == null ? new End(outcome, now) : before;
        });
    }

    /** One that was confirmed before its customer cancelled it ends a second time. */
    private static boolean staysOpen(Placement order, String outcome) {
        return outcome.equals(Ends.CONFIRMED) && order.basket().fate() == Fate.CANCELLED;
    }

    private void settle(Placement order, String outcome, long now) {
        order.settle();
        order.window().settled(order, outcome, now);
        settled.incrementAndGet();
        lastSettled.recordValue(Math.max(0, (now - order.due()) / 1_000));
    }

    Counts counts() {
        // in this order, so that neither difference is negative
        long settledNow = settled.get();
        long failedNow = failed.get();
        long placedNow = placed.get();
        return new Counts(sent.get(), placedNow, failedNow, settledNow);
    }

    /** Latencies in microseconds since this was asked last; one thread asks. */
    Histogram lastPosts() {
        return lastPosts.getIntervalHistogram();
    }

    Histogram lastSettled() {
        return lastSettled.getIntervalHistogram();
    }
}
