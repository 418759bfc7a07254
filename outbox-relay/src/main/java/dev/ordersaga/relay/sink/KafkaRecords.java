package dev.ordersaga.relay.sink;

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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Rows as records: the CloudEvents Kafka binding, binary mode. */
final class KafkaRecords {

    private static final String CONTENT_TYPE = "content-type";
    private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] JSON = "application/json".getBytes(UTF_8);
    private static final DateTimeFormatter MICROSECONDS = new DateTimeFormatterBuilder().appendInstant(6)
            .toFormatter();

    private final JsonFactory factory = new JsonFactory();

    ProducerRecord<byte[], byte[]> record(OutboxRow row) {
        return new ProducerRecord<>(row.topic(), null, row.key(), row.payload(), headers(row));
    }

    private List<Header> headers(OutboxRow row) {
        var headers = new ArrayList<Header>(16);
        headers.add(new RecordHeader("ce_specversion", SPEC_VERSION));
        headers.add(header("ce_id", row.id()));
        headers.add(header("ce_type", row.type()));
        headers.add(header("ce_time", time(row.createdAt())));
        var constants = headers.size();
        addFurther(row.headers(), headers);
        if (headers.stream().skip(constants).noneMatch(header -> header.key().equals(CONTENT_TYPE))) {
            headers.add(constants, new RecordHeader(CONTENT_TYPE, JSON));
        }
        return headers;
    }

    private void addFurther(byte[] json, List<Header> headers) {
        try (var parser = factory.createParser(ObjectReadContext.empty(), json)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "The headers are no JSON object");
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                headers.add(header(name, value(name, parser)));
            }
            require(parser.hasToken(JsonToken.END_OBJECT), "The headers are no JSON object");
        }
    }

    private static String value(String name, JsonParser parser) {
        require(parser.nextToken() == JsonToken.VALUE_STRING, "Header " + name + " is no JSON string");
        return parser.getString();
    }

    private static String time(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
