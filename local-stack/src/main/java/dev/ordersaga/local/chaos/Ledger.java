package dev.ordersaga.local.chaos;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import dev.ordersaga.local.client.Money;

/** What clients were told has been done. Safe for use by several threads. */
final class Ledger {

    /** How many, and how much together. */
    record Sum(long count, BigDecimal total) {

        Sum plus(Sum other) {
            return new Sum(count + other.count, total.add(other.total));
        }
    }

    private final Set<UUID> orders = ConcurrentHashMap.newKeySet();
    private final Set<UUID> cancellations = ConcurrentHashMap.newKeySet();
    private final Map<String, Sum> deposits = new ConcurrentHashMap<>();
    private final Map<String, Sum> deliveries = new ConcurrentHashMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final AtomicLong unanswered = new AtomicLong();

    void placed(UUID order) {
        orders.add(order);
    }

    void cancelled(UUID order) {
        cancellations.add(order);
    }

    void deposited(String customer, Money amount) {
        deposits.merge(customer, new Sum(1, amount.amount()), Sum::plus);
    }

    void delivered(String sku, int quantity) {
        deliveries.merge(sku, new Sum(1, BigDecimal.valueOf(quantity)), Sum::plus);
    }

    /** An answer that no client should ever get. */
    void surprised(String answer) {
        surprises.add(answer);
    }

    /** Nobody knows whether it was done. */
    void neverAnswered() {
        unanswered.incrementAndGet();
    }

    Set<UUID> orders() {
        return Set.copyOf(orders);
    }

    int ordersPlaced() {
        return orders.size();
    }

    Set<UUID> cancellations() {
        return Set.copyOf(cancellations);
    }

    Map<String, Sum> deposits() {
        return Map.copyOf(deposits);
    }

    Map<String, Sum> deliveries() {
        return Map.copyOf(deliveries);
    }

    Queue<String> surprises() {
        return surprises;
    }

    long unanswered() {
        return unanswered.get();
    }
}
