package dev.ordersaga.local.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.infrastructure.Databases;
import dev.ordersaga.local.infrastructure.EmbeddedPostgres;
import dev.ordersaga.local.infrastructure.KafkaBroker;

/** A server with the tables that the audit reads, and a broker with topics. Its senders have new names whenever it is emptied. */
final class AuditedWorld implements AutoCloseable {

    private static final List<String> DATABASES = List.of("orders", "payments", "inventory");
    private static final List<String> TOPICS = List.of("order-events", "payment-events", "inventory-events",
            "payment-commands", "lag-topic");

    private final EmbeddedPostgres postgres;
    private final KafkaBroker kafka;
    private final KafkaProducer<String, String> producer;
    private UUID era = UUID.randomUUID();

    private AuditedWorld(EmbeddedPostgres postgres, KafkaBroker kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(), new StringSerializer());
    }

    static AuditedWorld start(Path folder) throws Exception {
        var postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0, folder.resolve("postgres.log"));
        var kafka = KafkaBroker.start(folder.resolve("kafka"), 0, folder.resolve("kafka.log"));
        var world = new AuditedWorld(postgres, kafka);
        Databases.create(postgres);
        for (String database : DATABASES) {
            world.in(database, script(database) + script("outbox"));
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(TOPICS.stream().map(topic -> new NewTopic(topic, 2, (short) 1)).toList()).all().get();
        }
        return world;
    }

    Endpoints endpoints() {
        var none = List.<URI>of();
        return new Endpoints(none, none, none, none, kafka.bootstrapServers(), postgres.jdbcUrl("orders"),
                postgres.jdbcUrl("payments"), postgres.jdbcUrl("inventory"));
    }

    /** What was published stays on the topics, from senders that nobody knows any more. */
    void empty() throws SQLException {
        era = UUID.randomUUID();
        for (String database : DATABASES) {
            in(database, "update outbox_retention set dropped_until = null");
        }
        in("orders", "truncate orders, order_step, outbox, dead_letter");
        in("payments", "truncate account, deposit, payment, outbox, dead_letter");
        in("inventory", "truncate stock, delivery, reservation, outbox, dead_letter");
    }

    void in(String database, String sql) throws SQLException {
        try (var connection = postgres.connect(database); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A row and its record. */
    void send(String database, String topic, UUID key, int sequence, String type) throws Exception {
        publish(database, topic, key, sequence, type, append(database, topic, key, sequence, type));
    }

    /** A row that is not published. */
    UUID append(String database, String topic, UUID key, int sequence, String type) throws SQLException {
        UUID id = UUID.randomUUID();
        in(database, """
                insert into outbox (id, topic, message_key, type, payload, headers)
                values ('%s', '%s', '%s', '%s', '"%s"', '{"ce_source": "%s", "ce_sequence": "%d"}')
                """.formatted(id, topic, key, type, key, source(database), sequence));
        return id;
    }

    void publish(String database, String topic, UUID key, int sequence, String type, UUID id)
            throws InterruptedException, ExecutionException {
        var published = new ProducerRecord<>(topic, key.toString(), "\"" + key + "\"");
        Map.of("ce_id", id.toString(), "ce_type", type, "ce_source", source(database), "ce_sequence",
                String.valueOf(sequence), "ce_time", Instant.now().toString()).forEach((name, value) -> published
                        .headers().add(name, value.getBytes(
                                UTF_8)));
        producer.send(published).get();
    }

    void publishRaw(String topic, String value) throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(topic, value)).get();
    }

    /** As if that group had read a topic's partitions up to there. */
    void read(String group, String topic, long offset) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset),
                    new TopicPartition(topic, 1), new OffsetAndMetadata(offset))).all().get();
        }
    }

    /** A record of that age. */
    void publishOld(String topic, Duration age) throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(topic, 0, Instant.now().minus(age).toEpochMilli(), "key", "old")).get();
    }

    private String source(String database) {
        return "/" + database + "/" + era;
    }

    private static String script(String name) throws IOException {
        try (var script = Objects.requireNonNull(AuditedWorld.class.getResourceAsStream(name + ".sql"))) {
            return new String(script.readAllBytes(), UTF_8);
        }
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
        postgres.close();
    }
}
