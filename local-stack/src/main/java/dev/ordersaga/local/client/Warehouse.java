package dev.ordersaga.local.client;

import java.net.URI;

/** What inventory-service offers. Thread-safe. */
public final class Warehouse {

    private final JsonService service;

    public Warehouse(URI base) {
        this.service = new JsonService(base);
    }

    public Stock of(String sku) {
        return service.get("/stock/" + JsonService.encoded(sku), Stock.class);
    }

    /** The first delivery opens the article's stock. */
    public void deliver(String sku, int quantity) {
        service.post("/stock/" + JsonService.encoded(sku) + "/deliveries", new Delivery(quantity));
    }

    record Delivery(int quantity) {}
}
