package dev.ordersaga.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.infrastructure.KafkaBroker;

/** What is written to the topics, by a service and by hand, and what the observer makes of it. */
class TopicObserverTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String LATE = "inventory-commands.dlt";

    private final Tally tally = new Tally();
    private final Stranger stranger = new Stranger();

    @Test
    void seesAllTopicsAlsoThoseThatComeLateAndTellsCopiesAndPoisonFromWhatIsGenuine(@TempDir Path folder)
            throws Exception {
        try (var broker = KafkaBroker.start(folder.resolve("kafka"), 0, folder.resolve("kafka.log"));
                var observer = TopicObserver.start(broker.bootstrapServers(), tally);
                var byHand = new TopicBreakages(broker.bootstrapServers(), stranger, observer)) {
            create(broker, Tally.TOPICS.stream().filter(topic -> !topic.equals(LATE)).toList());
            send(broker, "order-events");
            create(broker, List.of(LATE));
            assertThat(observer.readsToTheEnd(BOUND)).isTrue();
            assertThat(tally.sums()).isEqualTo(new Tally.Sums(1, 0, 0, 0, 0, 0, List.of()));

            var told = new ArrayList<String>();
            byHand.repeat(Topic.ORDER_EVENTS, told::add);
            byHand.poison(Topic.ORDER_EVENTS, new SplittableRandom(1));
            assertThat(observer.readsToTheEnd(BOUND)).isTrue();
            assertThat(told).containsExactly("1 of them");
            assertThat(stranger.expectedLetters()).hasSize(2).allSatisfy((_, letters) -> assertThat(letters).isEqualTo(
                    2));
            assertThat(tally.sums()).isEqualTo(new Tally.Sums(1, 3, 0, 0, 0, 0, List.of()));
            assertThat(observer.lastOf(Topic.ORDER_EVENTS)).hasSize(1);
        }
    }

    private static void create(KafkaBroker broker, Collection<String> topics) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(topics.stream().map(topic -> new NewTopic(topic, 2, (short) 1)).toList()).all().get();
        }
    }

    private static void send(KafkaBroker broker, String topic) throws Exception {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(), new StringSerializer())) {
            var record = new ProducerRecord<>(topic, UUID.randomUUID().toString(), "{}");
            record.headers().add("ce_source", "/order-service".getBytes(UTF_8)).add("ce_sequence", "1".getBytes(
                    UTF_8));
            producer.send(record).get();
        }
    }
}
