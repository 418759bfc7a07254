package dev.ordersaga.relay;

import java.time.Duration;
import java.time.Instant;

import dev.ordersaga.relay.outbox.Candidate;
import dev.ordersaga.relay.outbox.Membership;
import org.jspecify.annotations.Nullable;

/**
 * When the owner of a source gives it to the one that should have it: when that one has been there for a while, so that
 * instances that start one after the other do not make each source go round. One that was offered a source and did not
 * take it is waited for twice as long the next time: whatever the reason, the source does not go to and fro for nothing.
 */
final class HandOver {

    private static final int MOST_DOUBLINGS = 8;

    private final Candidate me;
    private final Growing settling;
    private Duration settle;

    private @Nullable Candidate expected;
    private Instant since = Instant.MIN;
    private boolean offered;

    HandOver(Candidate me, Duration settle) {
        this.me = me;
        this.settling = new Growing(settle, settle.multipliedBy(1 << MOST_DOUBLINGS));
        this.settle = settling.next();
    }

    /** Takes note of a look at the source; whether the owner, if it is this instance, should give it away now. */
    boolean isDue(Membership membership, Instant now) {
        var owner = membership.owner();
        if (owner != null && !membership.isOwnedBy(me)) {
            accepted();
        }
        var preferred = Succession.preferred(membership);
        if (!membership.isOwnedBy(me) || preferred == null || preferred.isSameInstance(me)) {
            expected = null;
            return false;
        }
        if (expected == null || !expected.isSameInstance(preferred)) {
            expected = preferred;
            since = now;
        }
        return !now.isBefore(since.plus(settle));
    }

    /** It gives it away now. */
    void begins() {
        if (offered) {
            settle = settling.next();
        }
        offered = true;
        expected = null;
    }

    private void accepted() {
        offered = false;
        settling.reset();
        settle = settling.next();
    }
}
