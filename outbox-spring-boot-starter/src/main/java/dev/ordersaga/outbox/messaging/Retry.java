package dev.ordersaga.outbox.messaging;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How often a failing message is tried and how long the pauses are: exponential, with an upper bound. A pause ends at once
 * when the subscription is stopped. Thread-safe.
 */
final class Retry {

    private static final int UNEXPECTED_ATTEMPTS = 3;

    private final Duration initial;
    private final double multiplier;
    private final Duration max;
    private final int transientAttempts;
    private volatile CountDownLatch stopped = new CountDownLatch(1);

    Retry(Duration initial, double multiplier, Duration max, int transientAttempts) {
        this.initial = initial;
        this.multiplier = multiplier;
        this.max = max;
        this.transientAttempts = transientAttempts;
    }

    static Retry of(MessagingProperties.RetryProperties settings) {
        return new Retry(settings.initialInterval(), settings.multiplier(), settings.maxInterval(),
                settings.maxAttempts());
    }

    int attempts(Failure failure) {
        return switch (failure) {
            case REJECTED -> 1;
            case UNEXPECTED -> Math.min(UNEXPECTED_ATTEMPTS, transientAttempts);
            case TRANSIENT -> transientAttempts;
            case UNAVAILABLE -> Integer.MAX_VALUE;
        };
    }

    /** The pause before the given repetition, counted from 1. */
    Duration delay(int repetition) {
        double millis = initial.toMillis() * Math.pow(multiplier, repetition - 1);
        return millis < max.toMillis() ? Duration.ofMillis((long) millis) : max;
    }

    /** @throws IllegalStateException if the subscription is stopped meanwhile */
    void pause(int repetition) {
        try {
            if (stopped.await(delay(repetition).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the subscription is being stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Pauses are pauses again after a stop. */
    void start() {
        stopped = new CountDownLatch(1);
    }

    void stop() {
        stopped.countDown();
    }
}
