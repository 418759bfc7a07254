package dev.ordersaga.load.orders;

/** An order to be placed. */
public record Basket(Fate fate, String json) {}
