package dev.ordersaga.load.driving;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.ordersaga.load.driving.OrderBook.Counts;
import dev.ordersaga.load.orders.Basket;
import dev.ordersaga.local.Endpoints;

/** Orders that are placed at a running system, one part of the load after the other. For one thread. */
public final class Load implements AutoCloseable {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SECOND = NANOS;
    private static final int LAST = 10;
    private static final long START = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final OrderBook book = new OrderBook();
    private final Ends ends;
    private final Customers customers;
    private final Arrivals arrivals;

    public Load(Endpoints endpoints, Supplier<Basket> shopping) {
        ends = new Ends(endpoints.bootstrapServers(), book);
        customers = new Customers(endpoints.orders(), book);
        arrivals = new Arrivals(shopping, customers, book);
    }

    /** What is to be done while a part goes on, in the thread that waits for it. */
    public interface Watch {

        /** The measuring begins. */
        default void begins() {}

        /** About every second. */
        void pulse(Pulse pulse);

        /** The measuring ends; orders may still be open. */
        default void ends() {}
    }

    /**
     * As many orders as the system takes, so many at once.
     *
     * @param longest how long that goes on at most
     * @param enough asked about every second; ends it
     * @return orders settled per second in the last ten seconds
     */
    public double asFastAsItGoes(int atOnce, Duration longest, Watch watch, BooleanSupplier enough) {
        long begin = System.nanoTime();
        long end = begin + longest.toNanos();
        var over = new AtomicBoolean();
        var running = inTheBackground(() -> arrivals.closed(atOnce, over::get, new Window()));
        var pulses = new ArrayDeque<Pulse>();
        try {
            do {
                watch(begin, Math.min(end, System.nanoTime() + SECOND), end, pulse -> {
                    pulses.add(pulse);
                    watch.pulse(pulse);
                });
                while (pulses.size() > LAST) {
                    pulses.remove();
                }
            } while (System.nanoTime() < end && !enough.getAsBoolean());
        } finally {
            over.set(true);
            running.join();
        }
        return pulses.stream().mapToLong(Pulse::settled).sum() / pulses.stream().mapToDouble(Pulse::took).sum();
    }

    /** So many orders a second for some time, which is not looked at, and then for the time that is. */
    public Drive atRate(double rate, Duration leadIn, Duration time, Watch watch) {
        var window = new Window();
        long leading = Math.round(rate * leadIn.toMillis() / 1e3);
        long begin = System.nanoTime() + START;
        long measured = begin + Math.round(leading * NANOS / rate);
        long end = measured + time.toNanos();
        var running = inTheBackground(() -> {
            arrivals.open(rate, begin, leading, new Window());
            arrivals.open(rate, measured, Math.round(rate * time.toMillis() / 1e3), window);
        });
        watch(begin, measured, end, watch);
        watch.begins();
        var atBegin = book.counts();
        long from = System.nanoTime();
        watch(measured, end, end, watch);
        var atEnd = book.counts();
        long until = System.nanoTime();
        watch.ends();
        running.join();
        return new Drive(window, rate, (until - from) / (double) NANOS, atEnd.placed() - atBegin.placed(), atEnd
                .settled() - atBegin.settled(), atBegin.open(), atEnd.open());
    }

    /** Waits until every order has settled, and every request is answered. @return how many have not within that time */
    public long drain(Duration bound, Consumer<Long> open) {
        long end = System.nanoTime() + bound.toNanos();
        long left = book.counts().open();
        while (left > 0 && System.nanoTime() < end) {
            ends.requireSeeing();
            open.accept(left);
            LockSupport.parkNanos(GLANCE.toNanos());
            left = book.counts().open();
        }
        return left;
    }

    private void watch(long begin, long until, long end, Watch watch) {
        var last = book.counts();
        long lastTime = System.nanoTime();
        while (System.nanoTime() < until) {
            Arrivals.waitUntil(Math.min(until, lastTime + SECOND));
            ends.requireSeeing();
            long now = System.nanoTime();
            var counts = book.counts();
            watch.pulse(pulse(begin, end, now, (now - lastTime) / (double) NANOS, last, counts));
            last = counts;
            lastTime = now;
        }
    }

    private Pulse pulse(long begin, long end, long now, double took, Counts last, Counts counts) {
        return new Pulse((now - begin) / (double) NANOS, (end - begin) / (double) NANOS, took, counts.sent() - last
                .sent(), counts.settled() - last.settled(), counts.open(), book.lastPosts(), book.lastSettled());
    }

    private static CompletableFuture<Void> inTheBackground(Runnable work) {
        return CompletableFuture.runAsync(work, task -> Thread.ofPlatform().daemon().name("arrivals").start(task));
    }

    @Override
    public void close() {
        customers.close();
        ends.close();
    }
}
