package dev.ordersaga.local.demo;

import static dev.ordersaga.local.client.Money.euros;

import java.util.Optional;

import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.Order;
import dev.ordersaga.local.stack.Parts;

/** Orders that the customer cancels. */
final class CancellationScenarios {

    private static final Money PRICE = euros("18.90");
    private static final Money HUNDRED = euros("100.00");
    private static final int ATTEMPTS = 20;

    private CancellationScenarios() {}

    /**
     * An order stays pending for sure only while payment-service does nothing. Where it cannot be suspended, the
     * customer cancels at once, and orders again until the cancellation came before the confirmation.
     */
    static String whilePending(Stage stage) {
        String frank = stage.customer("frank", HUNDRED);
        String scale = stage.article("scale", PRICE, 5);
        Order order = stage.parts().isPresent()
                ? whileSuspended(stage, stage.parts().get(), frank, scale)
                : atOnce(stage, frank, scale);
        stage.expectBalance(frank, HUNDRED);
        stage.expectStock(scale, 5, 0);
        return order.outcome();
    }

    static String afterConfirmation(Stage stage) {
        String grace = stage.customer("grace", HUNDRED);
        String mill = stage.article("hand-mill", PRICE, 5);
        var timeline = stage.place(grace, mill, 2);
        stage.expect("the status", Order.Status.CONFIRMED, timeline.untilSettled().status());
        stage.expectBalance(grace, euros("62.20"));
        stage.cancel(timeline);
        Order order = timeline.until(cancelled -> cancelled.status() == Order.Status.CANCELLED, "end");
        stage.expectBalance(grace, HUNDRED);
        stage.expectStock(mill, 5, 0);
        return order.outcome();
    }

    private static Order whileSuspended(Stage stage, Parts parts, String customer, String sku) {
        stage.tell("payment-service is suspended (kill -STOP)");
        parts.suspend(Parts.PAYMENT_SERVICE);
        Timeline timeline;
        try {
            timeline = stage.place(customer, sku, 1);
            stage.cancel(timeline);
        } finally {
            parts.resume(Parts.PAYMENT_SERVICE);
            stage.tell("payment-service goes on");
        }
        Order order = timeline.untilSettled();
        stage.expectStep(order, "OrderConfirmed", false);
        return order;
    }

    private static Order atOnce(Stage stage, String customer, String sku) {
        Optional<Order> cancelled = Optional.empty();
        for (int attempt = 0; cancelled.isEmpty(); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new UnmetExpectationException("each of %d orders was confirmed first".formatted(ATTEMPTS));
            }
            var timeline = stage.place(customer, sku, 1);
            stage.cancel(timeline);
            cancelled = Optional
                    .of(timeline.until(order -> order.status() == Order.Status.CANCELLED, "end"))
                    .filter(order -> order.timeline().stream().noneMatch(step -> step.type().equals("OrderConfirmed")));
        }
        return cancelled.orElseThrow();
    }
}
