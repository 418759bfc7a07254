package dev.ordersaga.benchmarks.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Records with the same content as the relay's: the CloudEvents Kafka binding, binary mode. */
final class Records {

    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header CONTENT_TYPE = header("content-type", "application/json");

    private final JsonFactory json = new JsonFactory();

    ProducerRecord<byte[], byte[]> record(String id, String topic, String key, String type, byte[] payload,
            String headers, String time) {
        return new ProducerRecord<>(topic, null, key.getBytes(UTF_8), payload, headers(id, type, headers, time));
    }

    List<Header> headers(String id, String type, String headers, String time) {
        var all = new ArrayList<Header>(9);
        all.add(SPEC_VERSION);
        all.add(header("ce_id", id));
        all.add(header("ce_type", type));
        all.add(header("ce_time", time));
        all.add(CONTENT_TYPE);
        try (var parser = json.createParser(ObjectReadContext.empty(), headers)) {
            parser.nextToken();
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                all.add(header(name, parser.getString()));
            }
        }
        return all;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
