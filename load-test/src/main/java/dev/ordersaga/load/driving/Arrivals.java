package dev.ordersaga.load.driving;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.ordersaga.load.orders.Basket;

/** When orders come, in the thread of the caller. */
final class Arrivals {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(1);

    private final Supplier<Basket> shopping;
    private final Customers customers;
    private final OrderBook book;

    Arrivals(Supplier<Basket> shopping, Customers customers, OrderBook book) {
        this.shopping = shopping;
        this.customers = customers;
        this.book = book;
    }

    /**
     * An open loop: order n is due n/rate seconds after the beginning, whatever becomes of those before.
     *
     * @param begin by {@link System#nanoTime()}
     */
    void open(double rate, long begin, long count, Window window) {
        for (long number = 0; number < count; number++) {
            long due = begin + Math.round(number * NANOS / rate);
            waitUntil(due);
            customers.send(new Placement(shopping.get(), due, window));
        }
    }

    /** A closed loop: an order comes when one of so many has settled. */
    void closed(int atOnce, BooleanSupplier over, Window window) {
        while (!over.getAsBoolean()) {
            long room = atOnce - book.counts().open();
            for (long order = 0; order < room; order++) {
                customers.send(new Placement(shopping.get(), System.nanoTime(), window));
            }
            LockSupport.parkNanos(GLANCE);
        }
    }

    static void waitUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
