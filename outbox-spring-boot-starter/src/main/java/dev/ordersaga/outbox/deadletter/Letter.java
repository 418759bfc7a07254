package dev.ordersaga.outbox.deadletter;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A record that a subscription keeps because it could not handle it, or because of one before it.
 *
 * @param lane what waits for it, and for what it waits
 * @param messageId what the inbox knows it by
 * @param type null if it has none that can be read
 */
public record Letter(UUID lane, UUID messageId, @Nullable String type, RawRecord record) {

    /**
     * One that is kept.
     *
     * @param attempts the replays that failed
     * @param parked whether anybody has tried to handle it, in vain
     */
    public record Kept(long id, Letter letter, int attempts, boolean parked) {}
}
