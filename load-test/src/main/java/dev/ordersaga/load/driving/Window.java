package dev.ordersaga.load.driving;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What became of the orders that were due within some time. Latencies are in microseconds. Thread-safe. */
public final class Window {

    private static final int DIGITS = 3;

    private final Histogram lateness = histogram();
    private final Histogram post = histogram();
    private final Histogram settledFromDue = histogram();
    private final Histogram settledFromAnswer = histogram();
    private final LongAdder due = new LongAdder();
    private final LongAdder placed = new LongAdder();
    private final LongAdder settled = new LongAdder();
    private final LongAdder unplanned = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();

    private static Histogram histogram() {
        return new ConcurrentHistogram(TimeUnit.HOURS.toMicros(1), DIGITS);
    }

    void sent(long due, long now) {
        this.due.increment();
        record(lateness, due, now);
    }

    void placed(Placement order) {
        placed.increment();
        record(post, order.due(), order.answered());
    }

    /** @param why a status, or what kind of failure */
    void failed(String why) {
        failures.computeIfAbsent(why, _ -> new LongAdder()).increment();
    }

    void settled(Placement order, String outcome, long now) {
        settled.increment();
        outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
        if (!order.basket().fate().allows(outcome)) {
            unplanned.increment();
        }
        record(settledFromDue, order.due(), now);
        record(settledFromAnswer, Math.min(order.answered(), now), now);
    }

    private static void record(Histogram histogram, long from, long to) {
        histogram.recordValue(Math.clamp((to - from) / 1_000, 0, histogram.getHighestTrackableValue()));
    }

    /** How late the generator was. */
    public Histogram lateness() {
        return lateness;
    }

    /** From when an order was due until its POST was answered. */
    public Histogram post() {
        return post;
    }

    /** From when an order was due until a reader saw that it had been confirmed or cancelled. */
    public Histogram settledFromDue() {
        return settledFromDue;
    }

    /** From the POST's answer until a reader saw that the order had been confirmed or cancelled. */
    public Histogram settledFromAnswer() {
        return settledFromAnswer;
    }

    public long due() {
        return due.sum();
    }

    public long placed() {
        return placed.sum();
    }

    public long settled() {
        return settled.sum();
    }

    /** Those that settled in another way than their fate allows. */
    public long unplanned() {
        return unplanned.sum();
    }

    public long failed() {
        return failures.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Orders that were not placed, by why. */
    public Map<String, Long> failures() {
        return sums(failures);
    }

    /** Orders that settled, by how. */
    public Map<String, Long> outcomes() {
        return sums(outcomes);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        var sums = new ConcurrentSkipListMap<String, Long>();
        counts.forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }
}
