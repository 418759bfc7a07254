package dev.ordersaga.outbox.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A letter as it is shown.
 *
 * @param key null if the record has none
 * @param type null if it has none that can be read
 * @param since when it was put here
 * @param cause why it could not be handled; null if nobody has tried
 * @param failedAt when it was last tried
 * @param attempts the replays that failed
 * @param underWay whether somebody has let its key go on, and it has not got there yet
 * @param waiting how many letters wait for it
 * @param reason why it was discarded
 */
public record LetterView(long id, LetterState state, String subscription, String topic, int partition, long offset,
        @Nullable Content key, @Nullable String type, String messageId, Instant since, @Nullable String cause,
        @Nullable Instant failedAt, int attempts, boolean underWay, long waiting, @Nullable String reason,
        @Nullable Instant discardedAt) {

    /** Bytes: as text if they are UTF-8, else as Base64. */
    public record Content(String encoding, String value) {

        static @Nullable Content of(byte @Nullable [] bytes) {
            if (bytes == null) {
                return null;
            }
            try {
                return new Content("text",
                        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            } catch (CharacterCodingException e) {
                return new Content("base64", Base64.getEncoder().encodeToString(bytes));
            }
        }
    }

    /** One header of the record. */
    public record Header(Content name, @Nullable Content value) {}

    /**
     * With all that the record carries.
     *
     * @param time of the record
     * @param payload null if the record has none
     */
    public record Whole(LetterView letter, Instant time, List<Header> headers, @Nullable Content payload) {}
}
