package dev.ordersaga.relay.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;

import dev.ordersaga.relay.outbox.OutboxRow;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Rows as records: the CloudEvents Kafka binding, binary mode. Not thread-safe. */
final class KafkaRecords {

    private static final Header SPEC_VERSION = new RecordHeader("ce_specversion", "1.0".getBytes(UTF_8));
    private static final Header JSON = new RecordHeader("content-type", "application/json".getBytes(UTF_8));
    private static final int FIXED = 4;

    private final Times times = new Times();
    private final HeaderReader reader = new HeaderReader();

    ProducerRecord<byte[], byte[]> record(OutboxRow row) {
        return new ProducerRecord<>(row.topic(), null, row.key(), row.payload(), headers(row));
    }

    private List<Header> headers(OutboxRow row) {
        var headers = new ArrayList<Header>(16);
        headers.add(SPEC_VERSION);
        headers.add(new RecordHeader("ce_id", row.id().toString().getBytes(ISO_8859_1)));
        headers.add(new RecordHeader("ce_type", row.type().getBytes(UTF_8)));
        headers.add(new RecordHeader("ce_time", times.microseconds(row.createdAt())));
        headers.add(JSON);
        reader.read(row.headers(), headers);
        for (var further = FIXED + 1; further < headers.size(); further++) {
            if (headers.get(further).key().equals(JSON.key())) {
                headers.remove(FIXED);
                break;
            }
        }
        return headers;
    }

    /** Rows of the same second come together: only its fraction is written anew. */
    private static final class Times {

        private static final DateTimeFormatter SECONDS = new DateTimeFormatterBuilder().appendInstant(0).toFormatter();
        private static final int DIGITS = 6;

        private long second = Long.MIN_VALUE;
        private byte[] text = {};

        byte[] microseconds(Instant instant) {
            if (instant.getEpochSecond() != second) {
                second = instant.getEpochSecond();
                var seconds = SECONDS.format(instant); // ends with a Z
                text = (seconds.substring(0, seconds.length() - 1) + ".000000Z").getBytes(ISO_8859_1);
            }
            var time = text.clone();
            var rest = instant.getNano() / 1000;
            for (int digit = 0, at = time.length - 2; digit < DIGITS; digit++, at--) {
                time[at] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            return time;
        }
    }
}
