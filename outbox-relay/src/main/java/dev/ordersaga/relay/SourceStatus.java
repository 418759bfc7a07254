package dev.ordersaga.relay;

import java.time.Instant;

import dev.ordersaga.relay.outbox.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * How a source stands.
 *
 * @param since since when it is in that state
 * @param cursor how far it has been published, if this relay knows
 * @param rowsPublished by this relay since its start
 * @param caughtUpAt when there was nothing left to publish
 * @param oldestUnpublished when the oldest row known to be unpublished was made
 * @param lastError the last one, even if it has passed
 */
record SourceStatus(SourceState state, Instant since, @Nullable Cursor cursor, long rowsPublished,
        @Nullable Instant lastPublishedAt, @Nullable Instant caughtUpAt, @Nullable Instant oldestUnpublished,
        @Nullable String lastError, @Nullable Instant lastErrorAt) {}
