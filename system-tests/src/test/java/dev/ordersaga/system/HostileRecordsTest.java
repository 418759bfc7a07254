package dev.ordersaga.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ordersaga.system.Topics.Place;

/** What strangers write to the topics ends as a dead letter, or is passed over; the next order settles in any case. */
@SystemTest
class HostileRecordsTest {

    /** A type of each topic that those who read it want, and who they are. */
    private static final Map<String, Readers> TOPICS = Map.of(
            "order-events", new Readers("OrderPlaced", "payment-service", "inventory-service"),
            "payment-events", new Readers("PaymentDeclined", "order-service", "inventory-service"),
            "inventory-events", new Readers("StockReserved", "order-service"),
            "payment-commands", new Readers("CancelPayment", "payment-service"),
            "inventory-commands", new Readers("ReleaseStock", "inventory-service"));

    private record Readers(String type, List<String> subscriptions) {

        Readers(String type, String... subscriptions) {
            this(type, List.of(subscriptions));
        }
    }

    static Stream<String> topics() {
        return TOPICS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void hostileRecordsAreParkedWithTheirPlaceAndTheNextOrderSettles(String topic, RunningSystem system) {
        var readers = requireNonNull(TOPICS.get(topic));
        try (var topics = new Topics(system, topic)) {
            var expected = new ArrayList<Place>();
            HostileRecord.all(readers.type()).forEach(hostile -> {
                var written = topics.write(topic, hostile);
                if (hostile.parked()) {
                    readers.subscriptions().forEach(subscription -> written.forEach(place -> expected.add(
                            new Place(topic, place.partition(), place.offset(), subscription))));
                }
            });
            var shop = Shop.open(system);
            shop.requireConfirmed(shop.order(), shop.order(), shop.order());
            await().untilAsserted(
                    () -> assertThat(topics.deadLetters()).hasSizeGreaterThanOrEqualTo(expected.size()));
            assertThat(topics.deadLetters()).containsExactlyInAnyOrderElementsOf(expected);
        }
        system.discardDeadLetters("written by hand");
        system.requireBooksInOrder();
    }
}
