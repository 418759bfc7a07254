package dev.ordersaga.local.audit;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** How long the audit looks again at what is suspicious, before it is a violation. */
record Patience(Duration bound, Duration pause) {

    /** The suspects that stay suspicious; only they are looked at again. */
    Map<UUID, String> persistent(Map<UUID, String> first, Function<Set<UUID>, Map<UUID, String>> again) {
        Map<UUID, String> suspects = first;
        long end = end();
        while (!suspects.isEmpty() && waited(end)) {
            suspects = again.apply(suspects.keySet());
        }
        return suspects;
    }

    /** Tries once, and again after each pause until it succeeds or the bound has passed. */
    void until(BooleanSupplier attempt) {
        long end = end();
        boolean done = attempt.getAsBoolean();
        while (!done && waited(end)) {
            done = attempt.getAsBoolean();
        }
    }

    private long end() {
        return System.nanoTime() + bound.toNanos();
    }

    private boolean waited(long end) {
        long left = end - System.nanoTime();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
            return false;
        }
        LockSupport.parkNanos(Math.min(left, pause.toNanos()));
        return true;
    }
}
