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
    Map<UUID, String> persistent(Map<UUID, String> suspects, Function<Set<UUID>, Map<UUID, String>> again) {
        var remaining = new Suspects(suspects);
        until(() -> {
            remaining.map = remaining.map.isEmpty() ? Map.of() : again.apply(remaining.map.keySet());
            return remaining.map.isEmpty();
        });
        return remaining.map;
    }

    /** Tries once, and again after a pause until it succeeds or the bound has passed. */
    boolean until(BooleanSupplier attempt) {
        long end = System.nanoTime() + bound.toNanos();
        while (!attempt.getAsBoolean()) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
        }
        return true;
    }

    private static final class Suspects {

        private Map<UUID, String> map;

        private Suspects(Map<UUID, String> map) {
            this.map = map;
        }
    }
}
