package dev.ordersaga.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Goes on with the system's clock, or with one that stands still, from wherever it was put forward to. */
public final class SettableClock extends Clock {

    private final InstantSource source;
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    public SettableClock() {
        this(Clock.systemUTC());
    }

    private SettableClock(InstantSource source) {
        this.source = source;
    }

    public static SettableClock standingStillAt(Instant now) {
        return new SettableClock(() -> now);
    }

    public void advance(Duration time) {
        offset.updateAndGet(time::plus);
    }

    @Override
    public Instant instant() {
        return source.instant().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.system(zone);
    }
}
