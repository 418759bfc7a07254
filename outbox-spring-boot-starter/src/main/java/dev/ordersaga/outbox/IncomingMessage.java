package dev.ordersaga.outbox;

import java.time.Instant;
import java.util.UUID;

/**
 * A message as a handler sees it.
 *
 * @param <T> the part of the payload that the consumer reads (tolerant reader: unknown properties are ignored)
 * @param id identifies the message for the inbox: the CloudEvents id, or a name-based UUID of source and id where that
 * is no UUID
 * @param topic where it came from
 * @param key the record's key
 * @param sequence the sender's count of its messages for this key, 0 where the sender gave none
 * @param type the CloudEvents type
 * @param source the CloudEvents source, the sending service
 * @param time when it was sent, by the sender's clock
 * @param correlationId the same for all messages of one saga
 * @param payload the payload, valid by its Bean Validation constraints
 */
public record IncomingMessage<T>(UUID id, String topic, String key, long sequence, String type, String source,
        Instant time, String correlationId, T payload) {

    /** A message for calling a handler directly, as tests and simulations do. */
    public static <T> IncomingMessage<T> of(UUID id, String topic, String key, Instant time, T payload) {
        return new IncomingMessage<>(id, topic, key, 0, payload.getClass().getSimpleName(), "/test", time,
                id.toString(), payload);
    }
}
