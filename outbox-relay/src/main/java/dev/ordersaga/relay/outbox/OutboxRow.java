package dev.ordersaga.relay.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    /** As {@link Statements} has it sent: what is larger than so many bytes goes without its body. */
    public static OutboxRow of(long rowBytes, long position, UUID id, @Nullable String topic, byte @Nullable [] key,
            @Nullable String type, Instant createdAt, byte @Nullable [] payload, byte @Nullable [] headers) {
        var oversize = (long) length(key) + length(payload) + length(headers) > rowBytes;
        return new OutboxRow(position, id, topic == null ? "" : topic, key(key, rowBytes), type == null ? "" : type,
                createdAt, oversize, payload, headers == null ? NO_HEADERS : headers);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] key(byte @Nullable [] key, long rowBytes) {
        if (key == null) {
            return new byte[0];
        }
        return key.length <= rowBytes ? key : KeyName.digest(key).getBytes(UTF_8);
    }

    public int size() {
        return key.length + (payload == null ? 0 : payload.length) + headers.length;
    }
}
