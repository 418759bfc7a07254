package dev.ordersaga.local.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** What order-service offers. Thread-safe. */
public final class Orders {

    private static final int PAGE = 100;

    private final JsonService service;

    /** @param instances asked before each request; they take turns */
    public Orders(Supplier<List<URI>> instances) {
        this.service = new JsonService(new Instances(instances));
    }

    /** Puts an article on the price list, or changes its name and price. */
    public void offer(String sku, String name, Money price) {
        service.put("/products/" + JsonService.encoded(sku), new Offer(name, price));
    }

    public Order place(String customerId, List<Order.Line> lines) {
        return service.post("/orders", new Placement(customerId, lines), Map.of(), Order.class);
    }

    /** The same key with the same lines gets the first answer again. */
    public Order place(String customerId, List<Order.Line> lines, String idempotencyKey) {
        return service.post("/orders", new Placement(customerId, lines), Map.of("Idempotency-Key", idempotencyKey),
                Order.class);
    }

    public Order get(UUID id) {
        return service.get("/orders/" + id, Order.class);
    }

    public void cancel(UUID id) {
        service.post("/orders/" + id + "/cancellation", null);
    }

    /** A customer's orders, without their steps, one page after the other. */
    public List<Order> of(String customerId) {
        var orders = new ArrayList<Order>();
        String query = "/orders?limit=" + PAGE + "&customerId=" + JsonService.encoded(customerId);
        Page page = service.get(query, Page.class);
        orders.addAll(page.orders());
        for (String next = page.next(); next != null; next = page.next()) {
            page = service.get(query + "&after=" + JsonService.encoded(next), Page.class);
            orders.addAll(page.orders());
        }
        return orders;
    }

    record Offer(String name, Money price) {}

    record Placement(String customerId, List<Order.Line> lines) {}

    record Page(List<Order> orders, @Nullable String next) {}
}
