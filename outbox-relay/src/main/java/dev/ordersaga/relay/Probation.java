package dev.ordersaga.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whoever becomes the owner of a source and fails soon offers himself for it again only after a while, longer each time:
 * until then he has it if nobody else will. So an instance that is well but for its way to the broker does not get the
 * source back again and again for being the one that should have it.
 */
final class Probation {

    private static final int MOST_DOUBLINGS = 5;

    private final InstantSource clock;
    private final Duration first;
    private final Growing growing;

    private Instant ownerSince = Instant.MIN;
    private Instant end = Instant.MIN;

    Probation(Duration first, InstantSource clock) {
        this.clock = clock;
        this.first = first;
        this.growing = new Growing(first, first.multipliedBy(1 << MOST_DOUBLINGS));
    }

    void ownerNow() {
        ownerSince = clock.instant();
    }

    /** A failure after a long good time may happen to anybody. */
    void failedAsOwner() {
        var now = clock.instant();
        if (now.isBefore(ownerSince.plus(first))) {
            end = now.plus(growing.next());
        } else {
            growing.reset();
        }
    }

    boolean isOn() {
        return clock.instant().isBefore(end);
    }
}
