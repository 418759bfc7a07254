package dev.ordersaga.local.demo;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;

import dev.ordersaga.local.client.Order;
import dev.ordersaga.local.client.Orders;
import dev.ordersaga.local.console.Console;

/** Follows one order and tells each of its steps once, as it happens. */
final class Timeline {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Orders orders;
    private final UUID id;
    private final Console console;
    private final Duration bound;
    private int told;

    Timeline(Orders orders, UUID id, Console console, Duration bound) {
        this.orders = orders;
        this.id = id;
        this.console = console;
        this.bound = bound;
    }

    UUID id() {
        return id;
    }

    /** Until the order is CONFIRMED or CANCELLED. */
    Order untilSettled() {
        return until(Order::isSettled, "settle");
    }

    Order until(Predicate<Order> reached, String what) {
        return Waiting.until(this::look, reached, PAUSE, bound,
                order -> "%s did not %s: %s".formatted(id, what, order.outcome()));
    }

    Order look() {
        Order order = orders.get(id);
        var steps = order.timeline();
        for (var step : steps.subList(Math.min(told, steps.size()), steps.size())) {
            long millis = Duration.between(order.placedAt(), step.at()).toMillis();
            console.line("  %,8d ms  %-24s %s".formatted(millis, step.type(), step.source().replaceFirst("^/", "")));
        }
        told = Math.max(told, steps.size());
        return order;
    }
}
