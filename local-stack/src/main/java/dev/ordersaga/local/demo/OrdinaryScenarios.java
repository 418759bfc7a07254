package dev.ordersaga.local.demo;

import static dev.ordersaga.local.client.Money.euros;

import java.util.List;
import java.util.UUID;

import dev.ordersaga.local.client.Money;
import dev.ordersaga.local.client.Order;
import dev.ordersaga.local.client.UnexpectedAnswerException;

/** Orders that nobody interferes with. */
final class OrdinaryScenarios {

    private static final Money PRICE = euros("18.90");
    private static final Money HUNDRED = euros("100.00");
    private static final Money LEFT = euros("62.20");

    private OrdinaryScenarios() {}

    static String confirmed(Stage stage) {
        String alice = stage.customer("alice", HUNDRED);
        String beans = stage.article("espresso-beans", PRICE, 50);
        Order order = stage.place(alice, beans, 2).untilSettled();
        stage.expectBalance(alice, LEFT);
        stage.expectStock(beans, 48, 2);
        return order.outcome();
    }

    static String paymentDeclined(Stage stage) {
        Money little = euros("10.00");
        String bob = stage.customer("bob", little);
        String grinder = stage.article("grinder", PRICE, 5);
        Order order = stage.place(bob, grinder, 1).untilSettled();
        stage.expectBalance(bob, little);
        stage.expectStock(grinder, 5, 0);
        return order.outcome();
    }

    static String stockShort(Stage stage) {
        String carol = stage.customer("carol", HUNDRED);
        String cups = stage.article("last-cup", PRICE, 1);
        Order order = stage.place(carol, cups, 2).untilSettled();
        stage.expectStep(order, "PaymentCancelled", true);
        stage.expectBalance(carol, HUNDRED);
        stage.expectStock(cups, 1, 0);
        return order.outcome();
    }

    static String noSuchAccount(Stage stage) {
        String dave = stage.named("dave");
        String filters = stage.article("paper-filters", PRICE, 5);
        Order order = stage.place(dave, filters, 1).untilSettled();
        stage.expect("the answer about an account of " + dave, 404, status(() -> stage.accounts().of(dave)));
        stage.expectStock(filters, 5, 0);
        return order.outcome();
    }

    static String sameKeyTwice(Stage stage) {
        String erin = stage.customer("erin", HUNDRED);
        String kettle = stage.article("kettle", PRICE, 5);
        String key = UUID.randomUUID().toString();
        var lines = List.of(new Order.Line(kettle, 2));
        Order first = stage.orders().place(erin, lines, key);
        var timeline = stage.follow(first);
        Order second = stage.orders().place(erin, lines, key);
        stage.require("the second answer with the same key", first, second);
        stage.tell("the second request with the same key: the first answer again, order " + second.id());
        var others = List.of(new Order.Line(kettle, 1));
        stage.expect("the answer to another order with this key", 409,
                status(() -> stage.orders().place(erin, others, key)));
        Order order = timeline.untilSettled();
        stage.expectBalance(erin, LEFT);
        stage.expectStock(kettle, 3, 2);
        return order.outcome() + " once";
    }

    /** The HTTP status of a call that should fail. */
    private static int status(Runnable call) {
        try {
            call.run();
            return 200;
        } catch (UnexpectedAnswerException e) {
            return e.status();
        }
    }
}
