package dev.ordersaga.relay.outbox;

import java.time.Instant;

/** One row; texts that go out as they came stay the UTF-8 bytes that the database sent. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied only by the sink
public record OutboxRow(long position, String id, String topic, byte[] key, String type, byte[] payload, byte[] headers,
        Instant createdAt) {

    int size() {
        return key.length + payload.length + headers.length;
    }
}
