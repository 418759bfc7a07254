package dev.ordersaga.order.product;

import dev.ordersaga.order.Money;

/** Something to order, at the price that it has now. */
public record Product(String sku, String name, Money price) {}
