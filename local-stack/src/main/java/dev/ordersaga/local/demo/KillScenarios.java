package dev.ordersaga.local.demo;

import static dev.ordersaga.local.client.Money.euros;

import dev.ordersaga.local.client.Order;
import dev.ordersaga.local.stack.Parts;

/** A program dies in the middle of an order, and the order settles all the same. */
final class KillScenarios {

    private KillScenarios() {}

    static String paymentServiceKilled(Stage stage) {
        return killed(stage, Parts.PAYMENT_SERVICE, "heidi", "moka-pot");
    }

    static String relayKilled(Stage stage) {
        return killed(stage, Parts.OUTBOX_RELAY, "ivan", "french-press");
    }

    /** Suspended before the order is placed, so that the kill comes for sure between placing and the part's own work. */
    private static String killed(Stage stage, String part, String customerName, String article) {
        var parts = stage.parts().orElseThrow();
        String customer = stage.customer(customerName, euros("100.00"));
        String sku = stage.article(article, euros("18.90"), 5);
        parts.suspend(part);
        Timeline timeline;
        try {
            timeline = stage.place(customer, sku, 2);
        } finally {
            parts.kill(part);
            stage.tell("%s is killed (kill -9)".formatted(part));
        }
        stage.expect("the status meanwhile", Order.Status.PENDING, timeline.look().status());
        parts.start(part);
        stage.tell("%s is started again".formatted(part));
        Order order = timeline.untilSettled();
        stage.expectBalance(customer, euros("62.20"));
        stage.expectStock(sku, 3, 2);
        return order.outcome();
    }
}
