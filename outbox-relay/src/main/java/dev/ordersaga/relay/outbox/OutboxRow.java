package dev.ordersaga.relay.outbox;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * One row; texts that go out as they came stay the UTF-8 bytes that the database sent.
 *
 * @param key of a row without a body, and longer than it may be: {@code sha256:} and its digest in hexadecimal digits
 * @param payload null if the column is
 * @param oversize larger than the relay takes into its memory; it has come without payload and headers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied only by the sink
public record OutboxRow(long position, UUID id, String topic, byte[] key, String type, Instant createdAt,
        boolean oversize, byte @Nullable [] payload, byte[] headers) {

    static final byte[] NO_HEADERS = {'{', '}'};

    public OutboxRow {
        if (oversize) {
            payload = null;
            headers = NO_HEADERS;
        }
    }

    /** The same for another topic. */
    public OutboxRow to(String other) {
        return new OutboxRow(position, id, other, key, type, createdAt, oversize, payload, headers);
    }

    public int size() {
        return key.length + (payload == null ? 0 : payload.length) + headers.length;
    }
}
