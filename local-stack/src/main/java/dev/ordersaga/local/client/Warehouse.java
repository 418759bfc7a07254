package dev.ordersaga.local.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What inventory-service offers. Thread-safe. */
public final class Warehouse {

    private final JsonService service;

    /** @param instances asked before each request; they take turns */
    public Warehouse(Supplier<List<URI>> instances) {
        this.service = new JsonService(new Instances(instances));
    }

    public Stock of(String sku) {
        return service.get("/stock/" + JsonService.encoded(sku), Stock.class);
    }

    /** The first delivery opens the article's stock. */
    public void deliver(String sku, int quantity) {
        service.post("/stock/" + JsonService.encoded(sku) + "/deliveries", new Delivery(quantity));
    }

    /** The same key with the same quantity is one delivery. */
    public void deliver(String sku, int quantity, String idempotencyKey) {
        service.post("/stock/" + JsonService.encoded(sku) + "/deliveries", new Delivery(quantity),
                Map.of("Idempotency-Key", idempotencyKey), Stock.class);
    }

    record Delivery(int quantity) {}
}
