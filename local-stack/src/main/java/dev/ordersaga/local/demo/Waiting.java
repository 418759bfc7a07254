package dev.ordersaga.local.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.ordersaga.local.client.UnexpectedAnswerException;

/** Looks again and again, within a bound. */
final class Waiting {

    private static final int UNAVAILABLE = 503;

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

    /**
     * Comes again when told to (503), as any client of a service under load does.
     *
     * @param request may be made twice
     */
    static <T> T insist(Supplier<T> request, Duration pause, Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        while (true) {
            try {
                return request.get();
            } catch (UnexpectedAnswerException e) {
                if (e.status() != UNAVAILABLE || System.nanoTime() - end > 0 || Thread.currentThread()
                        .isInterrupted()) {
                    throw e;
                }
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }
}
