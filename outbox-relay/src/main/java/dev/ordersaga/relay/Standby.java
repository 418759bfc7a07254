package dev.ordersaga.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import dev.ordersaga.relay.outbox.Candidate;
import dev.ordersaga.relay.outbox.Membership;
import dev.ordersaga.relay.outbox.OutboxSession;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a source to become free. The heir tries again and again, so that it goes on at once; the others let it go
 * first, but take a source that stays without an owner: an heir that is sick must not keep it from being published.
 *
 * <p>
 * Nor can an owner and an heir that does not take the source pass it to and fro: only a session that offers itself is an
 * heir, one that offers itself looks and tries all the time or fails and is gone, one that takes the source and fails is
 * on {@linkplain Probation probation}, and for whatever else there may be the {@link HandOver} takes longer each time.
 */
final class Standby {

    private final Candidate me;
    private final OutboxSession session;
    private final SourceWatch watch;
    private final Probation probation;
    private final InstantSource clock;
    private final Duration patience;

    private boolean offered;
    private @Nullable Instant freeSince;

    Standby(Candidate me, OutboxSession session, SourceWatch watch, Probation probation, InstantSource clock,
            Duration patience) {
        this.me = me;
        this.session = session;
        this.watch = watch;
        this.probation = probation;
        this.clock = clock;
        this.patience = patience;
    }

    /** Makes an attempt if it is this one's turn. */
    boolean becomesOwner() throws SQLException {
        if (isTurn(membership())) {
            return session.tryLock();
        }
        session.giveSignOfLife();
        return false;
    }

    /** What was seen before this session was there, or offered itself, is not to be relied upon. */
    private Membership membership() throws SQLException {
        if (offered || probation.isOn()) {
            return watch.latest();
        }
        session.offer();
        offered = true;
        return watch.look();
    }

    private boolean isTurn(Membership membership) {
        var heir = Succession.heir(membership);
        if (membership.owner() != null) {
            freeSince = null;
        } else if (freeSince == null) {
            freeSince = clock.instant();
        }
        return heir == null || heir.isSameInstance(me)
                || (freeSince != null && !clock.instant().isBefore(freeSince.plus(patience)));
    }
}
