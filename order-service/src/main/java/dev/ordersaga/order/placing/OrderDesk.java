package dev.ordersaga.order.placing;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.order.order.Order;
import dev.ordersaga.order.order.OrderEvent.OrderPlaced;
import dev.ordersaga.order.order.OrderLine;
import dev.ordersaga.order.order.OrderOutbox;
import dev.ordersaga.order.order.OrderStep;
import dev.ordersaga.order.order.Orders;
import dev.ordersaga.order.order.Orders.NewOrder;
import dev.ordersaga.order.placing.IdempotencyKeys.Use;
import dev.ordersaga.order.placing.Placement.DifferentCurrencies;
import dev.ordersaga.order.placing.Placement.KeyReused;
import dev.ordersaga.order.placing.Placement.Placed;
import dev.ordersaga.order.placing.Placement.UnknownSkus;
import dev.ordersaga.order.product.Product;
import dev.ordersaga.order.product.Products;
import dev.ordersaga.order.viewing.OrderView;
import dev.ordersaga.outbox.MessageContext;

/** Places orders, inside a transaction that is to be rolled back if none is placed. */
class OrderDesk {

    /**
     * One request among others.
     *
     * @param context of the thread that it came on
     */
    record Asked(OrderRequest request, @Nullable String key, MessageContext context) {}

    /** @param order null if it cannot be placed */
    private record Draft(Asked asked, @Nullable Order order) {}

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
        var refusal = refusal(request, found);
        if (refusal != null) {
            return refusal;
        }
        var order = order(id, request, found, now());
        var first = begin(order);
        orders.add(List.of(new NewOrder(order, first)));
        return new Placed(OrderView.asPlaced(order));
    }

    /**
     * Places those that can be placed just so, with as few questions to the database as one.
     *
     * @return for each request, in their order: nothing if it is to be placed alone, because its key has been taken or there is
     *         something wrong with its products
     * @throws RuntimeException if the database refuses them, or would have them wait for somebody else
     */
    List<Optional<Placed>> place(List<Asked> asked) {
        var found = products.find(asked.stream().flatMap(one -> one.request().skus().stream()).distinct().toList());
        var now = now();
        var drafts = asked.stream()
                .map(one -> new Draft(one, refusal(one.request(), found) == null
                        ? order(UuidCreator.getTimeOrderedEpoch(), one.request(), found, now)
                        : null))
                .toList();
        var free = freeToPlace(drafts);
        var added = new ArrayList<NewOrder>();
        var placements = new ArrayList<Optional<Placed>>();
        for (var draft : drafts) {
            var order = draft.order();
            if (order != null && free.contains(order.id())) {
                draft.asked().context().run(() -> added.add(new NewOrder(order, begin(order))));
                placements.add(Optional.of(new Placed(OrderView.asPlaced(order))));
            } else {
                placements.add(Optional.empty());
            }
        }
        orders.add(added);
        return placements;
    }

    /** Those without a key, and the first for each key that nobody else has used. */
    private Set<UUID> freeToPlace(List<Draft> drafts) {
        var free = new HashSet<UUID>();
        var uses = new HashMap<String, Use>();
        for (var draft : drafts) {
            var order = draft.order();
            var key = draft.asked().key();
            if (order != null && key == null) {
                free.add(order.id());
            } else if (order != null) {
                uses.putIfAbsent(key, new Use(order.id(), Fingerprint.of(draft.asked().request())));
            }
        }
        if (!uses.isEmpty()) {
            keys.take(uses).forEach(key -> free.add(requireNonNull(uses.get(key)).orderId()));
        }
        return free;
    }

    private static @Nullable Placement refusal(OrderRequest request, Map<String, Product> found) {
        var unknown = request.skus().stream().filter(sku -> !found.containsKey(sku)).toList();
        if (!unknown.isEmpty()) {
            return new UnknownSkus(unknown);
        }
        var currencies = currencies(request, found);
        return currencies.size() > 1 ? new DifferentCurrencies(currencies) : null;
    }

    private static List<Currency> currencies(OrderRequest request, Map<String, Product> found) {
        return request.skus().stream()
                .map(sku -> requireNonNull(found.get(sku)).price().currency())
                .distinct()
                .toList();
    }

    /** In microseconds like the database, so that the first answer and its repetition are the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Order order(UUID id, OrderRequest request, Map<String, Product> found, Instant now) {
        return new Order(id, request.customerId(), lines(request, found), currencies(request, found).getFirst(), now,
                now.plus(deadline));
    }

    private static List<OrderLine> lines(OrderRequest request, Map<String, Product> products) {
        return request.lines().stream()
                .map(line -> new OrderLine(line.sku(), line.quantity(),
                        requireNonNull(products.get(line.sku())).price().amount()))
                .toList();
    }

    /** The order counts its steps and messages: it is to be added when it has counted these. */
    private OrderStep begin(Order order) {
        var first = order.step(order.placedAt(), "OrderPlaced", "order-service");
        outbox.send(order, OrderPlaced.of(order));
        return first;
    }
}
