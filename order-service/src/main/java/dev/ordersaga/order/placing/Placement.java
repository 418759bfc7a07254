package dev.ordersaga.order.placing;

import java.util.Currency;
import java.util.List;

import dev.ordersaga.order.viewing.OrderView;

/** How a request to place an order has ended. */
sealed interface Placement {

    /** Now, or when the same request came before. */
    record Placed(OrderView order) implements Placement {}

    record UnknownSkus(List<String> skus) implements Placement {}

    record DifferentCurrencies(List<Currency> currencies) implements Placement {}

    record KeyReused() implements Placement {}
}
