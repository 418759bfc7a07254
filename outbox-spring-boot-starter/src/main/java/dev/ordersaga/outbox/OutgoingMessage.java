package dev.ordersaga.outbox;

import static java.util.Objects.requireNonNull;

/**
 * A message to be sent: an event (past tense) or a command (imperative).
 *
 * @param topic where it goes
 * @param key what it is about, usually an aggregate's id: messages of one key are published in commit order
 * @param sequence the position of this message among all messages that this service sends for this key, counted from 1
 * without gaps over all topics; travels as the CloudEvents extension {@code sequence}, so that consumers and tests can
 * see a gap or an inversion
 * @param type the CloudEvents type
 * @param payload written as JSON
 */
public record OutgoingMessage(String topic, String key, long sequence, String type, Object payload) {

    /** The largest payload in bytes of JSON; leaves room for headers under Kafka's default limit of 1 MiB a record. */
    public static final int MAX_PAYLOAD_BYTES = 1_000_000;

    public OutgoingMessage {
        requireNonNull(topic, "topic");
        requireNonNull(key, "key");
        requireNonNull(type, "type");
        requireNonNull(payload, "payload");
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence starts at 1, was " + sequence);
        }
    }

    /** A message whose type is the simple name of its payload's class. */
    public static OutgoingMessage of(String topic, String key, long sequence, Object payload) {
        return new OutgoingMessage(topic, key, sequence, payload.getClass().getSimpleName(), payload);
    }
}
