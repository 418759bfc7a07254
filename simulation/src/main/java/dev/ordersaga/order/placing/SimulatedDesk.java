package dev.ordersaga.order.placing;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.order.OrderOutbox;
import dev.ordersaga.order.order.Orders;
import dev.ordersaga.order.product.Product;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.database.Database;
import dev.ordersaga.simulation.database.Table;

/** {@code POST /orders}, with the real controller and the real desk. */
public final class SimulatedDesk {

    private record TakenKey(String key, IdempotencyKeys.Use use) {}

    private final PlacingController controller;
    private final Table<String, TakenKey> keys;
    private final Set<Bug> bugs;

    /** @param prices the price list, in EUR */
    public SimulatedDesk(Database database, Orders orders, Outbox outbox, Clock clock, Duration deadline,
            Map<String, String> prices, Set<Bug> bugs) {
        this.keys = database.values("idempotency key", TakenKey::key);
        this.bugs = bugs;
        var desk = new OrderDesk(skus -> skus.stream()
                .filter(prices::containsKey)
                .map(sku -> new Product(sku, sku, Money.of(requireNonNull(prices.get(sku)), "EUR")))
                .collect(Collectors.toMap(Product::sku, Function.identity())), orders, this::take, new OrderOutbox(
                        outbox), clock, deadline);
        this.controller = new PlacingController(desk, database);
    }

    private Optional<IdempotencyKeys.Use> take(String key, IdempotencyKeys.Use use) {
        return bugs.contains(Bug.IDEMPOTENCY_KEY_IGNORED) || keys.insert(new TakenKey(key, use))
                ? Optional.empty()
                : keys.read(key).map(TakenKey::use);
    }

    /**
     * @return the order's id, as the answer says it
     * @throws RuntimeException if the database fails
     */
    public UUID place(String customerId, Map<String, Integer> lines, @Nullable String key) {
        var request = new OrderRequest(customerId, lines.entrySet().stream()
                .map(line -> new OrderRequest.Line(line.getKey(), line.getValue()))
                .toList());
        return requireNonNull(controller.placeOrder(key, request).getBody()).id();
    }
}
