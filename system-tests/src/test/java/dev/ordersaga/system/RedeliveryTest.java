package dev.ordersaga.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import dev.ordersaga.local.stack.Parts;

/** Everything that was ever sent is delivered a second time: nobody pays twice, nothing is reserved twice. */
@SystemTest
class RedeliveryTest {

    private static final List<String> SERVICES = List.of(Parts.ORDER_SERVICE, Parts.PAYMENT_SERVICE,
            Parts.INVENTORY_SERVICE);

    @Test
    void whatIsDeliveredAgainHasNoEffect(RunningSystem system) throws ExecutionException, InterruptedException {
        var shop = Shop.open(system);
        var first = shop.order();
        var second = shop.order();
        shop.requireConfirmed(first, second);
        var steps = shop.look(first).timeline();
        try (var admin = Admin.create(Map.of("bootstrap.servers", system.endpoints().bootstrapServers()))) {
            SERVICES.forEach(system.parts()::stop);
            var read = new HashMap<String, Map<TopicPartition, Long>>();
            for (var subscription : SERVICES) {
                read.put(subscription, offsets(admin, subscription));
                rewind(admin, subscription);
            }
            system.start(SERVICES).join();
            for (var subscription : SERVICES) {
                await().untilAsserted(() -> requireReadAgain(requireNonNull(read.get(subscription)),
                        offsets(admin, subscription)));
            }
        }
        shop.requireConfirmed(first, second);
        assertThat(shop.look(first).timeline()).isEqualTo(steps);
        var third = shop.order();
        shop.requireConfirmed(first, second, third);
        system.requireBooksInOrder();
    }

    /** A subscription is a consumer group; its offsets can be set while nobody is in it. */
    private static void rewind(Admin admin, String subscription) throws ExecutionException, InterruptedException {
        var beginning = new HashMap<TopicPartition, OffsetAndMetadata>();
        offsets(admin, subscription).keySet().forEach(partition -> beginning.put(partition, new OffsetAndMetadata(0)));
        assertThat(beginning).isNotEmpty();
        admin.alterConsumerGroupOffsets(subscription, beginning).all().get();
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, String subscription)
            throws ExecutionException, InterruptedException {
        var offsets = new HashMap<TopicPartition, Long>();
        admin.listConsumerGroupOffsets(subscription).partitionsToOffsetAndMetadata().get()
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    private static void requireReadAgain(Map<TopicPartition, Long> before, Map<TopicPartition, Long> now) {
        assertThat(now.keySet()).isEqualTo(before.keySet());
        before.forEach((partition, offset) -> assertThat(now.get(partition)).as(partition.toString())
                .isGreaterThanOrEqualTo(offset));
    }
}
