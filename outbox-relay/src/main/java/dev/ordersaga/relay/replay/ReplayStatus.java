package dev.ordersaga.relay.replay;

import java.time.Instant;

import dev.ordersaga.relay.replay.Replay.LeftOut;
import org.jspecify.annotations.Nullable;

/**
 * How a replay stands, or how the last one ended.
 *
 * @param from the first position asked for
 * @param until the highest position that had been published when it was asked for
 * @param position rows up to there have been sent again, or left out
 * @param topic where all of them go; null: to their own topics
 * @param rows how many have been sent again
 * @param leftOut how many could not be published
 * @param share an estimate of the part that is done, from 0 to 1; null if the table cannot be asked
 * @param lastError the last one, even if it has passed; of a replay that was given up, why
 */
public record ReplayStatus(State state, long from, long until, long position, @Nullable String topic, long rows,
        long leftOut, @Nullable LeftOut lastLeftOut, @Nullable Double share, Instant startedAt,
        @Nullable Instant finishedAt, @Nullable String lastError, @Nullable Instant lastErrorAt) {

    /** What a replay is about. */
    public enum State {
        RUNNING,
        /** After an error, before the next attempt. */
        RETRYING, DONE,
        /** Somebody has asked for that. */
        STOPPED,
        /** It was found in another database than that in which it began, or in one that was set back. */
        GIVEN_UP;

        public boolean isOver() {
            return switch (this) {
                case RUNNING, RETRYING -> false;
                case DONE, STOPPED, GIVEN_UP -> true;
            };
        }
    }

    public static ReplayStatus of(State state, Replay replay) {
        return new ReplayStatus(state, replay.from(), replay.until().position(), replay.after(), replay.topic(),
                replay.rows(), replay.leftOut(), replay.lastLeftOut(), null, replay.startedAt(), null, null, null);
    }

    /** The last error is still the same one. */
    public ReplayStatus after(ReplayStatus earlier) {
        return failed(earlier.lastError, earlier.lastErrorAt);
    }

    public ReplayStatus failed(@Nullable String error, @Nullable Instant at) {
        return new ReplayStatus(state, from, until, position, topic, rows, leftOut, lastLeftOut, share, startedAt,
                finishedAt, error, at);
    }

    public ReplayStatus finished(Instant at) {
        return new ReplayStatus(state, from, until, position, topic, rows, leftOut, lastLeftOut, share, startedAt, at,
                lastError, lastErrorAt);
    }

    public ReplayStatus estimated(@Nullable Double done) {
        return new ReplayStatus(state, from, until, position, topic, rows, leftOut, lastLeftOut, done, startedAt,
                finishedAt, lastError, lastErrorAt);
    }
}
