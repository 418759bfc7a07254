package dev.ordersaga.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.ordersaga.outbox.messaging.SubscriptionContainers;
import dev.ordersaga.outbox.messaging.SubscriptionLag;
import dev.ordersaga.testing.Infrastructure;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far the subscriptions are behind, on the real broker. */
@SpringBootTest
@Import(Infrastructure.class)
class SubscriptionLagTest {

    private static final String NAME = "library-shelves";

    @Autowired
    SubscriptionContainers subscriptions;
    @Autowired
    SubscriptionLag lag;
    @Autowired
    MeterRegistry meters;
    @Autowired
    JdbcTemplate jdbc;

    private final String isbn = "isbn-" + UUID.randomUUID();

    @Test
    void whatIsNotHandledYetIsToldWithItsAgeAndTheMarkOfATransactionIsNothingToHandle() throws Exception {
        write(0, Duration.ZERO);
        await().until(() -> shelved(0) == 1);
        await().until(() -> behind().records() == 0);

        subscriptions.stop();
        try {
            write(1, Duration.ofMinutes(10));
            write(2, Duration.ofMinutes(5));
            assertThat(behind().records()).as("two records and the marks of two transactions").isBetween(2L, 5L);
            assertThat(behind().seconds()).isBetween(600.0, 900.0);
            assertThat(meters.get("ordersaga.subscription.lag").tag("subscription", NAME).gauge().value())
                    .isEqualTo((double) lag.of(NAME).records());
            assertThat(meters.get("ordersaga.subscription.lag.age").tag("subscription", NAME).timeGauge()
                    .value(SECONDS)).isEqualTo(lag.of(NAME).seconds());
            assertThat(lag.health().getStatus()).as("a load balancer must not take it away").isEqualTo(Status.UP);
            assertThat(lag.health().getDetails()).containsEntry(NAME, lag.of(NAME));
        } finally {
            subscriptions.start();
        }
        await().until(() -> shelved(2) == 1);
        await().until(() -> behind().equals(new SubscriptionLag.Behind(0, 0)));
    }

    private SubscriptionLag.Behind behind() throws Exception {
        lag.look();
        return lag.of(NAME);
    }

    /** As the relay does: in a transaction, which leaves a mark behind the record. */
    private void write(int number, Duration age) {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers",
                Infrastructure.kafka().bootstrapServers(), "transactional.id", isbn),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            String book = isbn + "-" + number;
            var record = new ProducerRecord<>("desk-events", 1, Instant.now().minus(age).toEpochMilli(),
                    book.getBytes(UTF_8), "{\"isbn\":\"%s\",\"member\":\"ann\"}".formatted(book).getBytes(UTF_8));
            Desk.headers(UUID.randomUUID())
                    .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
            var _ = producer.send(record); // the commit tells
            producer.commitTransaction();
        }
    }

    private int shelved(int number) {
        return jdbc.queryForObject("select count(*) from shelved where isbn = ?", Integer.class, isbn + "-" + number);
    }
}
