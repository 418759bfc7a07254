package dev.ordersaga.relay.replay;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.parking.ParkedKey.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are published once more, and how far that has come. Kept with the cursor, so its JSON form is a format to be
 * preserved.
 *
 * @param until what had been published when it was asked for; whatever is published later is not its business
 * @param from the first position asked for
 * @param after rows up to that position have been sent again, or left out
 * @param topic where all of them go; null: to their own topics
 * @param rows how many have been sent again
 * @param leftOut how many could not be published
 * @param lastLeftOut the last of these
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Replay(Cursor until, long from, long after, @Nullable String topic, long rows, long leftOut,
        @Nullable LeftOut lastLeftOut, Instant startedAt) {

    /** A row that could not be published. */
    public record LeftOut(long position, String id, Cause cause) {}

    public static Replay of(Cursor until, long from, @Nullable String topic, Instant now) {
        return new Replay(until, from, Math.max(from, Long.MIN_VALUE + 1) - 1, topic, 0, 0, null, now);
    }

    /** No row with a lower position is needed any more. */
    public long next() {
        return after + 1;
    }

    public OutboxRow addressed(OutboxRow row) {
        return topic == null ? row : row.to(topic);
    }

    public Replay sent(OutboxRow row) {
        return new Replay(until, from, row.position(), topic, rows + 1, leftOut, lastLeftOut, startedAt);
    }

    public Replay leftOut(OutboxRow row, Cause cause) {
        return new Replay(until, from, row.position(), topic, rows, leftOut + 1,
                new LeftOut(row.position(), row.id().toString(), cause), startedAt);
    }
}
