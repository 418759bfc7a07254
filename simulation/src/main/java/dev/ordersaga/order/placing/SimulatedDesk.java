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

    private final Database database;
    private final OrderDesk desk;
    private final Table<String, TakenKey> keys;
    private final Set<Bug> bugs;

    /** @param prices the price list, in EUR */
    public SimulatedDesk(Database database, Orders orders, Outbox outbox, Clock clock, Duration deadline,
            Map<String, String> prices, Set<Bug> bugs) {
        this.keys = database.values("idempotency key", TakenKey::key);
        this.bugs = bugs;
        this.database = database;
        this.desk = new OrderDesk(skus -> skus.stream()
                .filter(prices::containsKey)
                .map(sku -> new Product(sku, sku, Money.of(requireNonNull(prices.get(sku)), "EUR")))
                .collect(Collectors.toMap(Product::sku, Function.identity())), orders, new Keys(), new OrderOutbox(
                        outbox), clock,
                deadline);
    }

    private final class Keys implements IdempotencyKeys {

        @Override
        public Optional<Use> take(String key, Use use) {
            return bugs.contains(Bug.IDEMPOTENCY_KEY_IGNORED) || keys.insert(new TakenKey(key, use))
                    ? Optional.empty()
                    : keys.read(key).map(TakenKey::use);
        }

        @Override
        public Set<String> take(Map<String, Use> uses) {
            return uses.entrySet().stream()
                    .filter(use -> take(use.getKey(), use.getValue()).isEmpty())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }
    }

    /**
     * @return the order's id, as the answer says it
     * @throws RuntimeException if the database fails
     */
    public UUID place(String customerId, Map<String, Integer> lines, @Nullable String key) {
        var request = new OrderRequest(customerId, lines.entrySet().stream()
                .map(line -> new OrderRequest.Line(line.getKey(), line.getValue()))
                .toList());
        return requireNonNull(controller().placeOrder(key, request).getBody()).id();
    }

    /** A group for each request, on the scheduler's own thread: nobody waits for real time. */
    private PlacingController controller() {
        return new PlacingController(new PlacingTogether(desk, database, Runnable::run));
    }
}
