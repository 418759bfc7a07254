package dev.ordersaga.outbox.messaging;

import dev.ordersaga.outbox.deadletter.Lane;
import dev.ordersaga.outbox.deadletter.ReleasedLanes;
import dev.ordersaga.outbox.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Handles the letters of the lanes that somebody has let go on. Thread-safe. */
final class Replayer {

    private static final Logger log = LoggerFactory.getLogger(Replayer.class);

    private final Receivers receivers;
    private final ReleasedLanes lanes;
    private final Inbox inbox;
    private final TransactionOperations transaction;
    private final Retry retry;

    Replayer(Receivers receivers, ReleasedLanes lanes, Inbox inbox, TransactionOperations transaction,
            Retry retry) {
        this.receivers = receivers;
        this.lanes = lanes;
        this.inbox = inbox;
        this.transaction = transaction;
        this.retry = retry;
    }

    /**
     * Goes through one lane, until nothing is left in it or a letter cannot be handled.
     *
     * @return false if there was none that anybody has let go on
     * @throws RuntimeException if the database is away, its letters cannot be read, or all is being stopped: the lane goes on
     * later
     */
    boolean one() {
        var claimed = transaction.execute(_ -> lanes.claim(receivers.names()));
        if (claimed == null || claimed.isEmpty()) {
            return false;
        }
        goThrough(claimed.get());
        return true;
    }

    private void goThrough(Lane lane) {
        var receiver = receivers.of(lane.subscription());
        var replay = new LaneReplay(lane, receiver, lanes, inbox);
        int all = 0;
        for (int failures = 0;;) {
            try {
                boolean more = Boolean.TRUE.equals(HandlerErrors.asExceptions(() -> transaction.execute(
                        _ -> replay.next())));
                int some = replay.committed();
                receiver.metrics().replayed(some);
                all += some;
                failures = 0;
                if (!more) {
                    log.info("{} has replayed {} message(s) of a key that goes on now", lane.subscription(), all);
                    return;
                }
            } catch (RuntimeException e) {
                var failure = Failure.of(e);
                if (failure == Failure.UNAVAILABLE) {
                    throw e;
                }
                int suspects = replay.failed();
                if (suspects > 1) {
                    continue; // one by one
                }
                if (++failures >= retry.attempts(failure)) {
                    if (suspects == 0) {
                        throw e;
                    }
                    log.warn("{} has replayed {} message(s) of a key; the next one cannot be handled",
                            lane.subscription(), all, e);
                    transaction.executeWithoutResult(_ -> replay.giveUp(e));
                    return;
                }
                retry.pause(failures);
            }
        }
    }
}
