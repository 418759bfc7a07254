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
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Rows as records: the CloudEvents Kafka binding, binary mode. Not thread-safe. */
final class KafkaRecords {

    private static final Header SPEC_VERSION = new RecordHeader("ce_specversion", "1.0".getBytes(UTF_8));
    private static final Header JSON = new RecordHeader("content-type", "application/json".getBytes(UTF_8));
    private static final int FIXED = 4;

    private final Times times = new Times();
    private final HeaderReader reader = new HeaderReader();
    private final List<Header> further = new ArrayList<>();

    ProducerRecord<byte[], byte[]> record(OutboxRow row) {
        return new ProducerRecord<>(row.topic(), null, row.key(), row.payload(), headers(row));
    }

    private RecordHeaders headers(OutboxRow row) {
        further.clear();
        reader.read(row.headers(), further);
        var hasContentType = false;
        for (var header : further) {
            hasContentType |= header.key().equals(JSON.key());
        }
        var headers = new Header[FIXED + (hasContentType ? 0 : 1) + further.size()];
        headers[0] = SPEC_VERSION;
        headers[1] = new RecordHeader("ce_id", row.id().toString().getBytes(ISO_8859_1));
        headers[2] = new RecordHeader("ce_type", row.type().getBytes(UTF_8));
        headers[3] = new RecordHeader("ce_time", times.microseconds(row.createdAt()));
        if (!hasContentType) {
            headers[FIXED] = JSON;
        }
        for (int number = 0, at = headers.length - further.size(); number < further.size(); number++, at++) {
            headers[at] = further.get(number);
        }
        return new RecordHeaders(headers);
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
