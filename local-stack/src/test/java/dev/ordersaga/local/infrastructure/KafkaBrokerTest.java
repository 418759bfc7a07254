package dev.ordersaga.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    static KafkaBroker broker;

    final String topic = "topic-" + UUID.randomUUID();

    @BeforeAll
    static void start(@TempDir Path folder) {
        broker = KafkaBroker.start(folder.resolve("a folder with spaces"), 0, folder.resolve("kafka.log"));
    }

    @AfterAll
    static void stop() {
        broker.close();
        assertThat(broker.process().isAlive()).isFalse();
    }

    @Test
    void keepsRecordsWhenItIsKilledAndStartedAgain() throws Exception {
        createTopic();
        sendInATransaction("before");
        broker.kill();
        assertThat(broker.onExit()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(128 + 9);
        broker.restart();
        sendInATransaction("after");
        assertThat(committed(2)).containsExactly("before", "after");
    }

    @Test
    void keepsRecordsOverARestart() throws Exception {
        createTopic();
        sendInATransaction("before");
        broker.restart();
        assertThat(committed(1)).containsExactly("before");
    }

    @Test
    void doesNotMakeTopicsByUse() {
        try (var admin = admin()) {
            assertThatThrownBy(() -> admin.describeTopics(Set.of(topic)).allTopicNames().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void doesNotAnswerWhileItIsSuspended() throws Exception {
        try (var admin = admin()) {
            broker.suspend();
            assertThatThrownBy(() -> admin.describeCluster().nodes().get(1, TimeUnit.SECONDS))
                    .isInstanceOf(TimeoutException.class);
            broker.resume();
            assertThat(admin.describeCluster().nodes().get(30, TimeUnit.SECONDS)).hasSize(1);
        }
    }

    private void createTopic() throws Exception {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private void sendInATransaction(String value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", topic),
                new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, value)).get();
            producer.commitTransaction();
        }
    }

    private List<String> committed(int number) {
        var partition = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(Set.of(partition));
            consumer.seekToBeginning(Set.of(partition));
            var values = new ArrayList<String>();
            for (var polls = 0; polls < 60 && values.size() < number; polls++) {
                consumer.poll(Duration.ofMillis(500)).forEach(consumed -> values.add(consumed.value()));
            }
            return values;
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
