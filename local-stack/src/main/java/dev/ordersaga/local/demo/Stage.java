package dev.ordersaga.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.client.Accounts;
import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.Order;
import dev.ordersaga.local.client.Orders;
import dev.ordersaga.local.client.Warehouse;
import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.stack.Parts;

/**
 * Where a scenario is played: the services, the control of the parts where there is one, and names that no other run has
 * used, so that everything can be played again on the same data.
 */
public final class Stage {

    private static final Duration BOUND = Duration.ofSeconds(90);

    private final Orders orders;
    private final Accounts accounts;
    private final Warehouse warehouse;
    private final Optional<Parts> parts;
    private final Console console;
    private final String run;

    /**
     * @param endpoints asked before each request, since a part may be somewhere else after it was started again
     * @param run ends the names of all customers and articles; unique, and at most 20 characters
     */
    public Stage(Supplier<Endpoints> endpoints, Optional<Parts> parts, Console console, String run) {
        this.orders = new Orders(() -> endpoints.get().orders());
        this.accounts = new Accounts(() -> endpoints.get().payments());
        this.warehouse = new Warehouse(() -> endpoints.get().inventory());
        this.parts = parts;
        this.console = console;
        this.run = run;
    }

    Orders orders() {
        return orders;
    }

    Accounts accounts() {
        return accounts;
    }

    Warehouse warehouse() {
        return warehouse;
    }

    Optional<Parts> parts() {
        return parts;
    }

    Console console() {
        return console;
    }

    /** A name that nobody and nothing had before. */
    String named(String name) {
        return name + "-" + run;
    }

    /** A new customer with that much money. */
    String customer(String name, Money deposit) {
        String customer = named(name);
        accounts.deposit(customer, deposit);
        tell("%s deposits %s".formatted(customer, deposit));
        return customer;
    }

    /** A new article with that much in stock. */
    String article(String name, Money price, int delivered) {
        String sku = named(name);
        orders.offer(sku, name, price);
        warehouse.deliver(sku, delivered);
        tell("%,d of %s are delivered, %s each".formatted(delivered, sku, price));
        return sku;
    }

    Timeline place(String customer, String sku, int quantity) {
        return follow(orders.place(customer, List.of(new Order.Line(sku, quantity))));
    }

    Timeline follow(Order placed) {
        tell("order %s: %s orders %s for %s".formatted(placed.id(), placed.customerId(), what(placed), placed.total()));
        var timeline = new Timeline(orders, placed.id(), console, BOUND);
        timeline.look();
        return timeline;
    }

    void cancel(Timeline order) {
        orders.cancel(order.id());
        tell("the customer cancels");
    }

    void expectBalance(String customer, Money expected) {
        expect("balance of " + customer, expected, accounts.of(customer).balance());
    }

    void expectStock(String sku, long available, long reserved) {
        var stock = warehouse.of(sku);
        expect("stock of " + sku, "%,d available, %,d reserved".formatted(available, reserved),
                "%,d available, %,d reserved".formatted(stock.available(), stock.reserved()));
    }

    void expectStep(Order order, String type, boolean there) {
        boolean found = order.timeline().stream().anyMatch(step -> step.type().equals(type));
        if (found != there) {
            throw new UnmetExpectationException("%s is %s the timeline".formatted(type, found ? "in" : "not in"));
        }
    }

    void expect(String what, Object expected, Object actual) {
        require(what, expected, actual);
        tell("%s: %s".formatted(what, actual));
    }

    /** Says nothing when it is as it should be. */
    void require(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new UnmetExpectationException("%s is %s instead of %s".formatted(what, actual, expected));
        }
    }

    void tell(String what) {
        console.line("  " + what);
    }

    private static String what(Order order) {
        var line = order.lines().getFirst();
        return "%d × %s".formatted(line.quantity(), line.sku());
    }
}
