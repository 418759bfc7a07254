package dev.ordersaga.local.client;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A message that a service could not handle, or that waits behind one.
 *
 * @param state PARKED, WAITING or DISCARDED
 * @param key null if the record has none
 * @param cause null if nobody has tried to handle it
 * @param underWay whether it is to be replayed, and it is not its turn yet
 * @param waiting how many wait for it
 */
public record DeadLetter(long id, String state, String subscription, String topic, int partition, long offset,
        @Nullable Content key, @Nullable String type, String messageId, Instant since, @Nullable String cause,
        @Nullable Instant failedAt, int attempts, boolean underWay, long waiting, @Nullable String reason,
        @Nullable Instant discardedAt) {

    /** @param encoding text or base64 */
    public record Content(String encoding, String value) {

        public boolean isText() {
            return encoding.equals("text");
        }
    }
}
