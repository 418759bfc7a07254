package dev.ordersaga.relay;

import java.time.Instant;
import java.util.List;

import dev.ordersaga.relay.outbox.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * How a source stands.
 *
 * @param since since when it is in that state
 * @param owner the instance that publishes it, told by all instances; null if nobody does, or the database cannot be asked
 * @param candidates the instances that publish it or stand by for it
 * @param cursor how far it has been published, if this relay knows
 * @param rowsPublished by this relay since its start
 * @param rowsPerSecond published by this relay over the last ten seconds
 * @param caughtUpAt when there was nothing left to publish
 * @param oldestUnpublished when the oldest row known to be unpublished was made
 * @param lag what is left to publish, if this relay knows
 * @param lastError the last one, even if it has passed
 * @param capture of a source with change data capture: whether its rows come that way now
 */
record SourceStatus(SourceState state, Instant since, @Nullable String owner, List<String> candidates,
        @Nullable Cursor cursor, long rowsPublished, double rowsPerSecond, @Nullable Instant lastPublishedAt,
        @Nullable Instant caughtUpAt, @Nullable Instant oldestUnpublished, @Nullable Lag lag,
        @Nullable String lastError, @Nullable Instant lastErrorAt, StreamMonitor.Status capture) {

    /**
     * How far the relay is behind.
     *
     * @param seconds the age of the oldest row known to be unpublished
     * @param rows an estimate, at most a second old: the positions between the highest one published and the highest one of
     * the table. Positions that were given away and rolled back count, rows below the highest one published that were
     * committed later count as one together
     */
    record Lag(double seconds, long rows) {}
}
