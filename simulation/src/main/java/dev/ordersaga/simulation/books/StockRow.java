package dev.ordersaga.simulation.books;

/** The pieces of a sku as they were committed. */
public record StockRow(String sku, long available, long reserved) {}
