package dev.ordersaga.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the topics by hand: what nobody can read, and what has been there before. */
final class TopicBreakages implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TYPE = "ce_type";

    private final KafkaProducer<byte[], byte[]> producer;
    private final Stranger stranger;
    private final TopicObserver observer;

    TopicBreakages(String bootstrapServers, Stranger stranger, TopicObserver observer) {
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", bootstrapServers, "client.id", "by-hand"),
                new ByteArraySerializer(), new ByteArraySerializer());
        this.stranger = stranger;
        this.observer = observer;
    }

    /** One on each partition, so that whatever order comes next has to pass it. */
    Mending poison(Topic topic, RandomGenerator random) {
        int kinds = 6;
        for (var partition : producer.partitionsFor(topic.title())) {
            var key = UUID.randomUUID().toString();
            stranger.wrotePoison(key, topic);
            write(poison(topic, partition.partition(), key, random.nextInt(kinds)));
        }
        return Mending.NONE;
    }

    private static ProducerRecord<byte[], byte[]> poison(Topic topic, int partition, String key, int kind) {
        var id = header("ce_id", UUID.randomUUID().toString());
        var source = header("ce_source", Stranger.SOURCE);
        var type = header(TYPE, topic.type());
        return switch (kind) {
            case 0 -> record(topic, partition, key, null, List.of(id, source, type));
            case 1 -> record(topic, partition, key, "no JSON", List.of(id, source, type));
            case 2 -> record(topic, partition, key, "{}", List.of(id, source, type));
            case 3 -> record(topic, partition, key, "{\"orderId\":[]}", List.of(id, source, type));
            case 4 -> record(topic, partition, key, "{}", List.of(source, type));
            default -> record(topic, partition, key, "{}", List.of(id, source, type, header("ce_time", "yesterday")));
        };
    }

    private static ProducerRecord<byte[], byte[]> record(Topic topic, int partition, String key,
            @Nullable String value, List<Header> headers) {
        return new ProducerRecord<>(topic.title(), partition, key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8), headers);
    }

    /** The last records of the topic, as they were but for their source. */
    Mending repeat(Topic topic, Consumer<String> tell) {
        var last = observer.lastOf(topic);
        tell.accept("%d of them".formatted(last.size()));
        last.forEach(original -> write(copy(original)));
        return Mending.NONE;
    }

    private static ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> original) {
        var copy = new ProducerRecord<>(original.topic(), original.partition(), original.key(), original.value(),
                original.headers());
        copy.headers().remove("ce_source").add(header("ce_source", Stranger.SOURCE));
        return copy;
    }

    private static Header header(String name, String content) {
        return new RecordHeader(name, content.getBytes(UTF_8));
    }

    private void write(ProducerRecord<byte[], byte[]> record) {
        var sent = producer.send(record);
        Insistence.within(PATIENCE, () -> sent.get(1, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
