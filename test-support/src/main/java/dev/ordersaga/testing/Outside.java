package dev.ordersaga.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The others: what they put on the topics, and what the relay would find in the outbox for them. */
public final class Outside implements AutoCloseable {

    private final JsonMapper json = new JsonMapper();
    private final JdbcTemplate jdbc;
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Infrastructure.kafka().bootstrapServers(), "linger.ms", 20),
            new ByteArraySerializer(), new ByteArraySerializer());
    private final List<Future<?>> sent = new ArrayList<>();

    public Outside(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A message in the outbox. */
    public record Sent(String topic, String type, long sequence, JsonNode payload) {}

    /** The example of the contract, about another order. */
    public ObjectNode example(String name, UUID orderId) {
        return ((ObjectNode) Contract.example(name)).put("orderId", orderId.toString());
    }

    public Outside send(String topic, UUID orderId, String type, JsonNode payload) {
        return send(topic, orderId.toString(), type, UUID.randomUUID(), bytes(payload));
    }

    public Outside send(String topic, @Nullable String key, String type, UUID id, byte @Nullable [] value) {
        var record = new ProducerRecord<>(topic, key == null ? null : key.getBytes(UTF_8), value);
        Map.of("ce_specversion", "1.0", "ce_id", id.toString(), "ce_type", type, "ce_source", "/test",
                "ce_time", "2026-03-14T09:26:53Z", "content-type", "application/json", "ce_correlationid", "journey")
                .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        sent.add(producer.send(record));
        return this;
    }

    /** Returns when the broker has everything. */
    public void flush() throws ExecutionException, InterruptedException {
        producer.flush();
        for (var one : sent) {
            one.get();
        }
        sent.clear();
    }

    /** Has the message with this id taken effect? */
    public boolean hasHandled(UUID messageId) {
        return !jdbc.queryForList("select 1 from inbox where message_id = ?", messageId).isEmpty();
    }

    public byte[] bytes(JsonNode payload) {
        return json.writeValueAsBytes(payload);
    }

    public JsonNode json(String text) {
        return json.readTree(text);
    }

    /** What the service has said about an order, in that order. */
    public List<Sent> said(UUID orderId) {
        return jdbc.query("select * from outbox where message_key = ? order by position",
                (row, _) -> new Sent(row.getString("topic"), row.getString("type"),
                        json.readTree(row.getString("headers")).path("ce_sequence").asLong(0),
                        payload(row.getBytes("payload"))),
                orderId.toString());
    }

    /** The correlation ids of what the service has said about an order. */
    public Set<String> correlationIds(UUID orderId) {
        var headers = jdbc.queryForList("select headers from outbox where message_key = ?", String.class,
                orderId.toString());
        return headers.stream().map(text -> json.readTree(text).path("ce_correlationid").asString()).collect(toSet());
    }

    /** A dead letter need be no JSON. */
    private JsonNode payload(byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (JacksonException e) {
            return json.getNodeFactory().binaryNode(bytes);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
