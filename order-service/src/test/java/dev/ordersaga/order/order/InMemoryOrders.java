package dev.ordersaga.order.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** For one thread, hence without locks. */
public final class InMemoryOrders implements Orders {

    private final Map<UUID, Order> orders = new LinkedHashMap<>();
    private final List<OrderStep> steps = new ArrayList<>();

    @Override
    public void add(List<NewOrder> added) {
        added.forEach(one -> {
            put(one.order());
            add(one.first());
        });
    }

    /** One of which no step was noted. */
    public void put(Order order) {
        orders.put(order.id(), order);
    }

    @Override
    public void add(OrderStep step) {
        steps.add(step);
    }

    @Override
    public void lock(Collection<UUID> ids) {}

    @Override
    public Optional<Order> find(UUID id) {
        return Optional.ofNullable(orders.get(id));
    }

    @Override
    public List<Order> claimOverdue(Instant now, int limit) {
        return orders.values().stream()
                .filter(order -> order.status() == OrderStatus.PENDING && !order.deadlineAt().isAfter(now))
                .limit(limit)
                .toList();
    }

    public List<OrderStep> steps() {
        return steps;
    }
}
