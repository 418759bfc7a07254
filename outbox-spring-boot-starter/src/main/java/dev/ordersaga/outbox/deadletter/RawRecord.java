package dev.ordersaga.outbox.deadletter;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A record as it came, byte for byte, whatever is wrong with it.
 *
 * @param time in milliseconds since 1970, as Kafka has it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record RawRecord(String topic, int partition, long offset, long time, byte @Nullable [] key,
        byte @Nullable [] value, List<Header> headers) {

    /** @param name in UTF-8 */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Header(byte[] name, byte @Nullable [] value) {}
}
