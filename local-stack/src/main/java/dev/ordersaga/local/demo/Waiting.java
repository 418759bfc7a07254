package dev.ordersaga.local.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again and again, within a bound. */
final class Waiting {

    private Waiting() {}

    /** @throws UnmetExpectationException when the bound has passed, with what the last look says about it */
    static <T> T until(Supplier<T> look, Predicate<T> reached, Duration pause, Duration bound,
            Function<T, String> failure) {
        long end = System.nanoTime() + bound.toNanos();
        T seen = look.get();
        while (!reached.test(seen)) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                throw new UnmetExpectationException(failure.apply(seen) + " within " + bound.toSeconds() + " s");
            }
            LockSupport.parkNanos(pause.toNanos());
            seen = look.get();
        }
        return seen;
    }
}
