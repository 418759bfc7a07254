package dev.ordersaga.relay.retention;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the retention of a source stands.
 *
 * @param at when its table was last looked after by this relay
 * @param available whether the table has functions for it that the relay may call; without them rows never leave
 * @param keep how long rows stay after they were published; null: for ever, or unknown
 * @param bytes of the whole table with its indexes
 * @param droppedUntil rows created later have not left
 * @param lastStep what was done last, by this relay
 * @param lastError the last one, even if it has passed
 */
public record RetentionStatus(@Nullable Instant at, boolean available, @Nullable Duration keep, long partitions,
        long bytes, @Nullable Instant droppedUntil, @Nullable String lastStep, @Nullable String lastError) {

    static final RetentionStatus UNKNOWN = new RetentionStatus(null, false, null, 0, 0, null, null, null);

    RetentionStatus unavailable(Instant now) {
        return new RetentionStatus(now, false, null, 0, 0, null, lastStep, lastError);
    }

    RetentionStatus did(String step) {
        return new RetentionStatus(at, available, keep, partitions, bytes, droppedUntil, step, lastError);
    }

    RetentionStatus failed(String error) {
        return new RetentionStatus(at, available, keep, partitions, bytes, droppedUntil, lastStep, error);
    }
}
