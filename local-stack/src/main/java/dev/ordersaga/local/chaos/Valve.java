package dev.ordersaga.local.chaos;

/** Lets pass or holds back. Safe for use by several threads. */
final class Valve {

    private boolean open = true;

    synchronized void shut() {
        open = false;
    }

    synchronized void open() {
        open = true;
        notifyAll();
    }

    /** Waits until it is open. */
    synchronized void pass() {
        try {
            while (!open) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
