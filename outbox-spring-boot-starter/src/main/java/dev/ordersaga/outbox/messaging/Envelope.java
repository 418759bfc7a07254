package dev.ordersaga.outbox.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The headers of a record: CloudEvents 1.0, Kafka binding, binary content mode. Every value is checked, none trusted: a
 * hostile header makes its own record a dead letter and nothing else.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 * protocol binding for CloudEvents</a>
 */
record Envelope(UUID id, String type, String source, Instant time, long sequence, String correlationId,
        Optional<String> traceparent) {

    private static final int MAX_LENGTH = 1_000;

    /** @throws MalformedRecordException if an obligatory attribute is missing, or one cannot be read */
    static Envelope of(ConsumerRecord<byte[], byte[]> record) {
        String id = required(record, "ce_id");
        String source = required(record, "ce_source");
        return new Envelope(inboxId(id, source), required(record, "ce_type"), source, time(record), sequence(record),
                optional(record, "ce_correlationid").orElse(id), optional(record, "ce_traceparent"));
    }

    /** The type alone, for the quick decision whether a record is of interest; empty if it is missing or no text. */
    static Optional<String> type(ConsumerRecord<byte[], byte[]> record) {
        try {
            return optional(record, "ce_type");
        } catch (MalformedRecordException e) {
            return Optional.empty();
        }
    }

    /** CloudEvents ids are unique per source and may be any string; the inbox wants 16 bytes. */
    private static UUID inboxId(String id, String source) {
        if (id.length() == 36) {
            try {
                return UUID.fromString(id);
            } catch (IllegalArgumentException e) {
                // some other string of that length
            }
        }
        return UUID.nameUUIDFromBytes((source + '\n' + id).getBytes(UTF_8));
    }

    private static Instant time(ConsumerRecord<byte[], byte[]> record) {
        var time = optional(record, "ce_time");
        if (time.isEmpty()) {
            return Instant.ofEpochMilli(Math.max(0, record.timestamp()));
        }
        try {
            return OffsetDateTime.parse(time.get()).toInstant();
        } catch (DateTimeParseException e) {
            throw new MalformedRecordException("header ce_time is no RFC 3339 time", e);
        }
    }

    private static long sequence(ConsumerRecord<byte[], byte[]> record) {
        var sequence = optional(record, "ce_sequence");
        if (sequence.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseLong(sequence.get());
        } catch (NumberFormatException e) {
            throw new MalformedRecordException("header ce_sequence is no number", e);
        }
    }

    private static String required(ConsumerRecord<byte[], byte[]> record, String name) {
        return optional(record, name)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new MalformedRecordException("header " + name + " is missing", null));
    }

    private static Optional<String> optional(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        String value = text(header.value())
                .orElseThrow(() -> new MalformedRecordException("header " + name + " is no text", null));
        if (value.length() > MAX_LENGTH) {
            throw new MalformedRecordException("header " + name + " is longer than " + MAX_LENGTH, null);
        }
        return Optional.of(value);
    }

    /** The bytes as text, if they are UTF-8 that PostgreSQL can store (it has no NUL character). */
    static Optional<String> text(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
