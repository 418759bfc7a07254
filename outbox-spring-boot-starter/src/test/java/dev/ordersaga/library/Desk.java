package dev.ordersaga.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The other side: writes records to the topic, good ones and others. */
final class Desk implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<?>> sent = new ArrayList<>();

    Desk(String bootstrapServers) {
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20,
                "max.request.size", 4_000_000), // the broker says what is too large
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Map<String, String> headers(UUID id) {
        var headers = new HashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id.toString());
        headers.put("ce_type", "BookReturned");
        headers.put("ce_source", "/desk");
        headers.put("ce_time", "2026-03-01T12:00:00Z");
        return headers;
    }

    Desk bookReturned(UUID id, String isbn, String member) {
        return bookReturned(headers(id), isbn, member);
    }

    Desk bookReturned(Map<String, String> headers, String isbn, String member) {
        return record(headers, isbn, "{\"isbn\":\"%s\",\"member\":\"%s\",\"fine\":0}".formatted(isbn, member)
                .getBytes(UTF_8));
    }

    Desk record(Map<String, String> headers, @Nullable String key, byte @Nullable [] value) {
        var record = new ProducerRecord<>("desk-events", 0, key == null ? null : key.getBytes(UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return send(record);
    }

    Desk send(ProducerRecord<byte[], byte[]> record) {
        sent.add(producer.send(record));
        return this;
    }

    void flush() throws ExecutionException, InterruptedException {
        producer.flush();
        for (var one : sent) {
            one.get();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
