package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.Order;
import dev.ordersaga.local.client.Orders;

/** A customer with money enough and an article with stock enough, unknown to any other test: each order gets confirmed. */
final class Shop {

    private static final Money PRICE = Money.euros("4.20");
    private static final int STOCK = 10_000;

    private final RunningSystem system;
    private final String customer;
    private final List<Order.Line> line;

    private Shop(RunningSystem system, String customer, String sku) {
        this.system = system;
        this.customer = customer;
        this.line = List.of(new Order.Line(sku, 1));
    }

    static Shop open(RunningSystem system) {
        var shop = new Shop(system, system.named("customer"), system.named("article"));
        system.orders().offer(shop.sku(), "Article", PRICE);
        system.warehouse().deliver(shop.sku(), STOCK);
        system.accounts().deposit(shop.customer, PRICE.times(STOCK));
        return shop;
    }

    UUID order() {
        return system.orders().place(customer, line).id();
    }

    UUID order(String idempotencyKey) {
        return order(system.orders(), idempotencyKey);
    }

    /** At another instance of order-service. */
    UUID order(Orders instance, String idempotencyKey) {
        return instance.place(customer, line, idempotencyKey).id();
    }

    Order look(UUID id) {
        return system.orders().get(id);
    }

    void requireConfirmed(UUID... ids) {
        requireConfirmed(Set.of(ids));
    }

    /** These orders and no others are there, settle, and are what money and stock have gone for. */
    void requireConfirmed(Collection<UUID> ids) {
        await().untilAsserted(() -> assertThat(system.orders().of(customer)).allMatch(Order::isSettled));
        var orders = system.orders().of(customer);
        assertThat(orders).extracting(Order::outcome).containsOnly("CONFIRMED");
        assertThat(orders).extracting(Order::id).containsExactlyInAnyOrderElementsOf(new HashSet<>(ids));
        assertThat(system.accounts().of(customer).balance()).isEqualTo(PRICE.times(STOCK - orders.size()));
        assertThat(system.warehouse().of(sku()).reserved()).isEqualTo(orders.size());
    }

    private String sku() {
        return line.getFirst().sku();
    }
}
