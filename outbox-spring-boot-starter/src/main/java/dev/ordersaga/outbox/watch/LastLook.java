package dev.ordersaga.outbox.watch;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/**
 * When somebody last looked, for what is told of that in health details: up, and unknown before the first look and a minute
 * after the last. Never down. Thread-safe.
 */
public final class LastLook {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private volatile @Nullable Instant at;

    /** Somebody has looked. */
    public void isNow() {
        at = Instant.now();
    }

    /** To be given its details. */
    public Health.Builder health() {
        var last = at;
        return last != null && last.isAfter(Instant.now().minus(FRESH)) ? Health.up() : Health.unknown();
    }
}
