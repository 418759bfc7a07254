package dev.ordersaga.local.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.ordersaga.local.client.UnexpectedAnswerException;

/**
 * Comes again until there is an answer, as clients do who have a key for their request: what was not answered, or with
 * "come again" (503), may have been done or not. Safe for use by several threads.
 */
final class Insistence {

    private static final int NO_ANSWER = 0;
    private static final int COME_AGAIN = 503;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Duration longestPause;
    private final AtomicLong repetitions = new AtomicLong();
    private volatile boolean givenUp;

    /**
     * @param longestPause pauses double up to this; the more clients there are the longer it should be, or those who come
     * again keep a service that has just come back from its work
     */
    Insistence(Duration longestPause) {
        this.longestPause = longestPause;
    }

    /**
     * @throws UnexpectedAnswerException for any other answer than success
     * @throws CancellationException when everybody has been told to give up
     */
    <T> T until(Supplier<T> request) {
        var pause = PAUSE;
        while (!givenUp) {
            try {
                return request.get();
            } catch (UnexpectedAnswerException e) {
                if (e.status() != NO_ANSWER && e.status() != COME_AGAIN) {
                    throw e;
                }
            }
            repetitions.incrementAndGet();
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos()));
            pause = pause.multipliedBy(2).compareTo(longestPause) > 0 ? longestPause : pause.multipliedBy(2);
        }
        throw new CancellationException("given up");
    }

    /** Whoever still waits for an answer will not get one. */
    void giveUp() {
        givenUp = true;
    }

    long repetitions() {
        return repetitions.get();
    }

    /** For everything else that another fault may be in the way of. */
    static <T> T within(Duration bound, Callable<T> attempt) {
        long end = System.nanoTime() + bound.toNanos();
        while (true) {
            try {
                return attempt.call();
            } catch (Exception e) {
                if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("not within %d s: %s".formatted(bound.toSeconds(), e), e);
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Looks until it is good. @return what was seen last: good, or as it was at the end of the bound */
    static <T> T last(Duration bound, Callable<T> look, Predicate<T> good) {
        long end = System.nanoTime() + bound.toNanos();
        T seen = within(bound, look);
        while (!good.test(seen) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            seen = within(bound, look);
        }
        return seen;
    }
}
