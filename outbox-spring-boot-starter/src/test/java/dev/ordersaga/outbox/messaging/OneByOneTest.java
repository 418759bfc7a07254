package dev.ordersaga.outbox.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ordersaga.outbox.RejectedMessageException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;

/** Deliveries are written {@code key:value}. */
class OneByOneTest {

    private final Map<String, List<RuntimeException>> failures = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private final Retry retry = new Retry(Duration.ZERO, 1, Duration.ZERO, 5);
    private final OneByOne oneByOne = new OneByOne(this::handle, (delivery, _) -> log.add("park " + name(delivery)),
            retry, new SubscriptionMetrics(new SimpleMeterRegistry(), "test"));

    @Test
    void aFailingMessageHoldsUpItsOwnLaneOnly() {
        fails("a:1", new CannotAcquireLockException("deadlock"), 1);
        oneByOne.handle(deliveries("a:1", "b:1", "a:2", "b:2"));

        assertThat(log).containsExactly("try a:1", "b:1", "b:2", "a:1", "a:2");
    }

    @Test
    void aRejectedMessageIsParkedAtOnceAndItsLaneGoesOn() {
        fails("a:1", new RejectedMessageException("never"), 9);
        oneByOne.handle(deliveries("a:1", "a:2"));

        assertThat(log).containsExactly("try a:1", "park a:1", "a:2");
    }

    @Test
    void aDefectIsTriedThreeTimes() {
        fails("a:1", new IllegalStateException("defect"), 9);
        oneByOne.handle(deliveries("a:1", "a:2"));

        assertThat(log).containsExactly("try a:1", "try a:1", "try a:1", "park a:1", "a:2");
    }

    @Test
    void aTransientFailureIsTriedAsOftenAsConfigured() {
        fails("a:1", new CannotAcquireLockException("deadlock"), 9);
        oneByOne.handle(deliveries("a:1", "b:1"));

        assertThat(log).containsExactly("try a:1", "b:1", "try a:1", "try a:1", "try a:1", "try a:1", "park a:1");
    }

    @Test
    void anUnavailableDatabaseEndsItWithoutParkingAnything() {
        fails("a:1", new DataAccessResourceFailureException("connection refused"), 9);

        assertThatThrownBy(() -> oneByOne.handle(deliveries("a:1", "b:1")))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(log).containsExactly("try a:1");
    }

    @Test
    void stoppingEndsThePauses() {
        fails("a:1", new CannotAcquireLockException("deadlock"), 9);
        retry.stop();

        assertThatThrownBy(() -> oneByOne.handle(deliveries("a:1"))).isInstanceOf(IllegalStateException.class);
        assertThat(log).containsExactly("try a:1");
    }

    private void fails(String name, RuntimeException failure, int times) {
        failures.computeIfAbsent(name, _ -> new ArrayList<>())
                .addAll(Collections.nCopies(times, failure));
    }

    private void handle(Delivery delivery) {
        String name = name(delivery);
        var open = failures.getOrDefault(name, List.of());
        if (!open.isEmpty()) {
            log.add("try " + name);
            throw open.removeFirst();
        }
        log.add(name);
    }

    private static List<Delivery> deliveries(String... names) {
        var deliveries = new ArrayList<Delivery>();
        for (String name : names) {
            String[] parts = name.split(":", -1);
            var record = new ConsumerRecord<>("topic", 0, deliveries.size(), parts[0].getBytes(UTF_8),
                    parts[1].getBytes(UTF_8));
            deliveries.add(new Delivery.Malformed(record, Delivery.Lane.of(record, true), new MalformedRecordException(
                    "of no interest", null)));
        }
        return deliveries;
    }

    private static String name(Delivery delivery) {
        return new String(delivery.record().key(), UTF_8) + ":" + new String(delivery.record().value(), UTF_8);
    }
}
