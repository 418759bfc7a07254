package dev.ordersaga.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.ordersaga.local.client.Order;

/**
 * What a burst came to, by the orders' own timestamps: from placing to the last step, both by order-service's clock.
 * How often somebody looked does not count.
 */
record BurstResult(List<Order> orders) {

    static String counts(long confirmed, long outOfStock) {
        return "%,d CONFIRMED, %,d CANCELLED OUT_OF_STOCK".formatted(confirmed, outOfStock);
    }

    String outcome() {
        Map<String, Long> counts = orders.stream()
                .collect(Collectors.groupingBy(Order::outcome, TreeMap::new, Collectors.counting()));
        long confirmed = counts.getOrDefault("CONFIRMED", 0L);
        long outOfStock = counts.getOrDefault("CANCELLED OUT_OF_STOCK", 0L);
        if (confirmed + outOfStock == orders.size()) {
            return counts(confirmed, outOfStock);
        }
        return counts.entrySet().stream().map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "));
    }

    int cancelledOf(String customer) {
        return (int) orders.stream().filter(order -> order.customerId().equals(customer))
                .filter(order -> order.status() == Order.Status.CANCELLED).count();
    }

    long confirmedOf(String sku) {
        return orders.stream().filter(order -> order.status() == Order.Status.CONFIRMED)
                .filter(order -> order.lines().getFirst().sku().equals(sku)).count();
    }

    List<String> figures() {
        var ages = new Percentiles(orders.stream().map(Order::age).toList());
        double seconds = span().toNanos() / 1e9;
        return List.of(outcome(),
                "%,.0f orders per second settled: %,d in %.1f s, from the first placed to the last settled"
                        .formatted(orders.size() / seconds, orders.size(), seconds),
                "placed → settled: p50 %,d ms, p99 %,d ms, the longest %,d ms"
                        .formatted(ages.p(50).toMillis(), ages.p(99).toMillis(), ages.p(100).toMillis()),
                "measured by the timestamps of the orders and their last steps, however often one looks");
    }

    private Duration span() {
        var first = orders.stream().map(Order::placedAt).min(Instant::compareTo).orElseThrow();
        var last = orders.stream().map(order -> order.placedAt().plus(order.age())).max(Instant::compareTo)
                .orElseThrow();
        return Duration.between(first, last);
    }
}
