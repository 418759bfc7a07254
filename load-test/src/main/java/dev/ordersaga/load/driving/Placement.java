package dev.ordersaga.load.driving;

import dev.ordersaga.load.orders.Basket;

/** An order on its way. Times are of {@link System#nanoTime()}. */
final class Placement {

    private final Basket basket;
    private final long due;
    private final Window window;
    private long answered;
    private boolean settled;

    /** @param due when it was to be sent, whether it was or not */
    Placement(Basket basket, long due, Window window) {
        this.basket = basket;
        this.due = due;
        this.window = window;
    }

    Basket basket() {
        return basket;
    }

    long due() {
        return due;
    }

    Window window() {
        return window;
    }

    /** Written before the order is in the book, and read out of it. */
    long answered() {
        return answered;
    }

    void answeredAt(long time) {
        answered = time;
    }

    boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }
}
