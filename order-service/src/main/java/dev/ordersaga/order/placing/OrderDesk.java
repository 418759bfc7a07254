package dev.ordersaga.order.placing;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.order.order.Order;
import dev.ordersaga.order.order.OrderEvent.OrderPlaced;
import dev.ordersaga.order.order.OrderLine;
import dev.ordersaga.order.order.OrderOutbox;
import dev.ordersaga.order.order.Orders;
import dev.ordersaga.order.placing.IdempotencyKeys.Use;
import dev.ordersaga.order.placing.Placement.DifferentCurrencies;
import dev.ordersaga.order.placing.Placement.KeyReused;
import dev.ordersaga.order.placing.Placement.Placed;
import dev.ordersaga.order.placing.Placement.UnknownSkus;
import dev.ordersaga.order.product.Product;
import dev.ordersaga.order.product.Products;
import dev.ordersaga.order.viewing.OrderView;

/** Places orders, inside a transaction that is to be rolled back if none is placed. */
class OrderDesk {

    private final Products products;
    private final Orders orders;
    private final IdempotencyKeys keys;
    private final OrderOutbox outbox;
    private final Clock clock;
    private final Duration deadline;

    OrderDesk(Products products, Orders orders, IdempotencyKeys keys, OrderOutbox outbox, Clock clock,
            Duration deadline) {
        this.products = products;
        this.orders = orders;
        this.keys = keys;
        this.outbox = outbox;
        this.clock = clock;
        this.deadline = deadline;
    }

    /** The key comes first: a repetition gets the first answer even if the price list has changed meanwhile. */
    Placement place(OrderRequest request, @Nullable String key) {
        var use = new Use(UuidCreator.getTimeOrderedEpoch(), Fingerprint.of(request));
        return key == null
                ? place(use.orderId(), request)
                : keys.take(key, use)
                        .map(earlier -> repeat(earlier, use.request()))
                        .orElseGet(() -> place(use.orderId(), request));
    }

    private Placement repeat(Use earlier, Fingerprint request) {
        return earlier.request().equals(request)
                ? new Placed(OrderView.asPlaced(orders.find(earlier.orderId()).orElseThrow()))
                : new KeyReused();
    }

    private Placement place(UUID id, OrderRequest request) {
        var found = products.find(request.skus());
        var unknown = request.skus().stream().filter(sku -> !found.containsKey(sku)).toList();
        if (!unknown.isEmpty()) {
            return new UnknownSkus(unknown);
        }
        var currencies = found.values().stream().map(product -> product.price().currency()).distinct().toList();
        if (currencies.size() > 1) {
            return new DifferentCurrencies(currencies);
        }
        // In microseconds like the database, so that the first answer and its repetition are the same.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return place(new Order(id, request.customerId(), lines(request, found), currencies.getFirst(), now,
                now.plus(deadline)));
    }

    private static List<OrderLine> lines(OrderRequest request, Map<String, Product> products) {
        return request.lines().stream()
                .map(line -> new OrderLine(line.sku(), line.quantity(),
                        requireNonNull(products.get(line.sku())).price().amount()))
                .toList();
    }

    /** The order counts its steps and messages: it is added when it has counted these. */
    private Placed place(Order order) {
        var step = order.step(order.placedAt(), "OrderPlaced", "order-service");
        outbox.send(order, OrderPlaced.of(order));
        orders.add(order, step);
        return new Placed(OrderView.asPlaced(order));
    }
}
