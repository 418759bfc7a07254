package dev.ordersaga.bookshop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.testing.Infrastructure;
import dev.ordersaga.testing.TakenRight;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A service consumes whatever has kept its consumers from it before. */
@ExtendWith(OutputCaptureExtension.class)
class ConsumersTest {

    record BookBought(String isbn) {}

    private static final String BROKER = Infrastructure.kafka().bootstrapServers();

    private final Infrastructure.Database database = Infrastructure.newDatabase();
    private final String topic = "purchases-" + UUID.randomUUID();
    private final String subscription = "bookshop-" + topic;
    private final Set<String> handled = ConcurrentHashMap.newKeySet();

    @Test
    void aConsumerThatCannotBeMadeIsMadeLater() throws Exception {
        FailingTwice.made.set(0);
        try (var _ = start("--spring.kafka.consumer.properties.interceptor.classes=" + FailingTwice.class.getName(),
                "--ordersaga.messaging.concurrency=2")) {
            buy("a");
            await().until(() -> handled.contains("a"));
        }
    }

    /** The first time, and then the second one of two. */
    public static final class FailingTwice implements ConsumerInterceptor<byte[], byte[]> {

        private static final AtomicInteger made = new AtomicInteger();

        @Override
        public void configure(Map<String, ?> config) {
            if (config.get("group.id") != null && List.of(1, 3).contains(made.incrementAndGet())) {
                throw new IllegalStateException("not yet");
            }
        }

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}
    }

    @Test
    void theBrokerMayAssignThePartitions() throws Exception {
        try (var _ = start("--spring.kafka.consumer.properties.group.protocol=consumer")) {
            buy("a");
            await().until(() -> handled.contains("a"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TOPIC", "GROUP"})
    void aRightThatIsTakenAndGivenBackEndsNoSubscription(ResourceType type, CapturedOutput output) throws Exception {
        try (var _ = start()) {
            buy("a");
            await().until(() -> handled.contains("a"));
            var resource = TakenRight.resource(type, type == ResourceType.TOPIC ? topic : subscription);
            try (var _ = TakenRight.of(AclOperation.READ, resource)) {
                await().until(() -> output.getOut().contains("Authorization Exception"));
            }
            buy("b");
            await().until(() -> handled.contains("b"));
        }
    }

    private ConfigurableApplicationContext start(String... more) {
        var args = new ArrayList<>(List.of("--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(), "--spring.kafka.bootstrap-servers=" + BROKER,
                "--ordersaga.messaging.topics=" + topic, "--spring.flyway.enabled=false"));
        args.addAll(List.of(more));
        return new SpringApplicationBuilder(Bookshop.class)
                .initializers(context -> ((GenericApplicationContext) context).registerBean(Subscription.class,
                        () -> Subscription.named(subscription).on(topic, "BookBought", BookBought.class,
                                bought -> handled.add(bought.payload().isbn())).build()))
                .run(args.toArray(String[]::new));
    }

    private void buy(String isbn) throws Exception {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", BROKER),
                new StringSerializer(), new StringSerializer())) {
            var record = new ProducerRecord<>(topic, isbn, "{\"isbn\":\"%s\"}".formatted(isbn));
            Map.of("ce_specversion", "1.0", "ce_id", UUID.randomUUID().toString(), "ce_type", "BookBought", "ce_source",
                    "/shop", "ce_time", "2026-03-01T12:00:00Z").forEach((name, value) -> record.headers().add(name,
                            value.getBytes(UTF_8)));
            producer.send(record).get();
        }
    }
}
