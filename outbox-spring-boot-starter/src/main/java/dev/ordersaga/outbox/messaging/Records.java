package dev.ordersaga.outbox.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.stream.StreamSupport;

import dev.ordersaga.outbox.deadletter.RawRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records, to be kept and as they were. */
final class Records {

    private Records() {}

    static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
        return new RawRecord(record.topic(), record.partition(), record.offset(), record.timestamp(), record.key(),
                record.value(), StreamSupport.stream(record.headers().spliterator(), false)
                        .map(header -> new RawRecord.Header(header.key().getBytes(UTF_8), header.value())).toList());
    }

    @SuppressWarnings("NullAway") // Kafka says nothing of null: a record may have neither key nor value
    static ConsumerRecord<byte[], byte[]> of(RawRecord raw) {
        var headers = new RecordHeaders();
        raw.headers().forEach(header -> headers.add(new String(header.name(), UTF_8), header.value()));
        return new ConsumerRecord<>(raw.topic(), raw.partition(), raw.offset(), raw.time(), TimestampType.CREATE_TIME,
                size(raw.key()), size(raw.value()), raw.key(), raw.value(), headers, Optional.empty());
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
    }
}
