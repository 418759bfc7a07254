package dev.ordersaga.local.client;

/** What inventory-service has of one article. */
public record Stock(String sku, long available, long reserved) {}
