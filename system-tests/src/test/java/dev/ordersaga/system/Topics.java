package dev.ordersaga.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The broker as a stranger uses it: writes by hand, and reads what has been parked of one topic since. */
final class Topics implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> parked;
    private final List<Place> deadLetters = new ArrayList<>();

    /** A record's place, and the subscription that has parked it. */
    record Place(String topic, int partition, long offset, String subscription) {}

    /** Returns when the services have made the topic of letters for this one; they do so after they have started. */
    Topics(RunningSystem system, String watched) {
        var server = system.endpoints().bootstrapServers();
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", server), new ByteArraySerializer(),
                new ByteArraySerializer());
        parked = new KafkaConsumer<>(Map.of("bootstrap.servers", server, "isolation.level", "read_committed",
                "enable.auto.commit", false), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var letters = watched + ".dlt";
        await().until(() -> parked.listTopics().containsKey(letters));
        parked.assign(parked.partitionsFor(letters).stream()
                .map(partition -> new TopicPartition(letters, partition.partition())).toList());
        parked.seekToEnd(parked.assignment());
        parked.assignment().forEach(parked::position); // now, not at the first poll
    }

    /** To every partition, so that whatever order comes next has to pass it. */
    List<RecordMetadata> write(String topic, HostileRecord hostile) {
        return producer.partitionsFor(topic).stream()
                .map(partition -> write(topic, partition.partition(), hostile.again())).toList();
    }

    private RecordMetadata write(String topic, int partition, HostileRecord hostile) {
        try {
            return producer.send(new ProducerRecord<>(topic, partition, hostile.key(), hostile.value(),
                    hostile.headers())).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that have been parked since the beginning. */
    List<Place> deadLetters() {
        parked.poll(POLL).forEach(letter -> deadLetters.add(new Place(
                text(letter.headers().lastHeader("dlt_topic").value()),
                Integer.parseInt(text(letter.headers().lastHeader("dlt_partition").value())),
                Long.parseLong(text(letter.headers().lastHeader("dlt_offset").value())),
                text(letter.headers().lastHeader("dlt_subscription").value()))));
        return List.copyOf(deadLetters);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    @Override
    public void close() {
        producer.close();
        parked.close();
    }
}
