package dev.ordersaga.relay;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Given once; whoever pauses is woken by it. */
final class StopSignal {

    private final CountDownLatch given = new CountDownLatch(1);
    private final Set<StopSignal> parts = ConcurrentHashMap.newKeySet();

    void give() {
        given.countDown();
        parts.forEach(StopSignal::give);
    }

    boolean isGiven() {
        return given.getCount() == 0;
    }

    /** One for a part of the work: given with this one, or alone. */
    StopSignal part() {
        var part = new StopSignal();
        parts.add(part);
        if (isGiven()) {
            part.give();
        }
        return part;
    }

    /** That part of the work is over. */
    void forget(StopSignal part) {
        parts.remove(part);
    }

    /** Waits; an interrupt is a signal to stop as well. */
    void pause(Duration duration) {
        try {
            var _ = given.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            give();
        }
    }
}
