package dev.ordersaga.simulation.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import dev.ordersaga.local.audit.SimulatedAudit;
import dev.ordersaga.outbox.messaging.SimulatedListeners;
import dev.ordersaga.simulation.books.Invariant;
import dev.ordersaga.simulation.database.OutboxRow;

/** When everything has settled: the audit of the books, and what only somebody who sees everything can say. */
record Audit(World world) {

    void check() {
        var published = world.topics().all().stream().flatMap(partition -> partition.records().stream()).toList();
        SimulatedAudit.of(world.books(), world.clock().instant(), this::sent, published).forEach(finding -> finding
                .violations().forEach(words -> world.books().report(Invariant.valueOf(finding.invariant().name()),
                        words)));
        publication(published);
        keysStayTogether(published);
        compensations(published);
        new Promises(world.clients(), world.books()).check();
    }

    private List<String> sent(UUID order) {
        return world.company().orderService.database().outbox().rows().stream()
                .filter(row -> row.key().equals(order.toString()))
                .sorted(Comparator.comparingLong(OutboxRow::position))
                .map(OutboxRow::type)
                .toList();
    }

    private void publication(List<ConsumerRecord<byte[], byte[]>> published) {
        var onTopics = new HashSet<String>();
        published.forEach(record -> {
            if (!onTopics.add(header(record, "ce_id"))) {
                world.books().report(Invariant.PUBLICATION, "a %s of order %s is on the topics twice".formatted(header(
                        record, "ce_type"), key(record)));
            }
        });
        var rows = new HashSet<String>();
        world.services().forEach(service -> service.database().outbox().rows().forEach(row -> {
            rows.add(row.id().toString());
            if (!onTopics.contains(row.id().toString())) {
                world.books().report(Invariant.PUBLICATION, "a %s of order %s was never published".formatted(row
                        .type(), row.key()));
            }
        }));
        published.stream().filter(record -> !rows.contains(header(record, "ce_id"))).forEach(record -> world.books()
                .report(Invariant.PUBLICATION, "a %s of order %s has no outbox row".formatted(header(record, "ce_type"),
                        key(record))));
    }

    private void keysStayTogether(List<ConsumerRecord<byte[], byte[]>> published) {
        Map<String, Integer> partitions = new HashMap<>();
        for (var record : published) {
            var partition = partitions.putIfAbsent(record.topic() + key(record), record.partition());
            if (partition != null && partition != record.partition()) {
                world.books().report(Invariant.SEQUENCE, "order %s is in two partitions of %s".formatted(key(record),
                        record.topic()));
            }
        }
    }

    private void compensations(List<ConsumerRecord<byte[], byte[]>> published) {
        Map<String, Integer> balance = new HashMap<>();
        for (var record : published) {
            switch (header(record, "ce_type")) {
                case "PaymentCompleted" -> balance.merge("payment of " + key(record), 1, Integer::sum);
                case "StockReserved" -> balance.merge("reservation of " + key(record), 1, Integer::sum);
                case "PaymentCancelled" -> balance.merge("payment of " + key(record), has(record, "amount") ? -1 : 0,
                        Integer::sum);
                case "StockReleased" -> balance.merge("reservation of " + key(record), has(record, "lines") ? -1 : 0,
                        Integer::sum);
                default -> {
                }
            }
        }
        balance.forEach((what, left) -> {
            if (left < 0 || left > 1) {
                world.books().report(Invariant.COMPENSATION, "the %s was undone more often than done".formatted(what));
            }
        });
    }

    private static boolean has(ConsumerRecord<byte[], byte[]> record, String field) {
        var value = SimulatedListeners.JSON.readTree(record.value()).path(field);
        return value.isArray() ? !value.isEmpty() : !value.isMissingNode();
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(Objects.requireNonNull(record.headers().lastHeader(name)).value(), UTF_8);
    }
}
