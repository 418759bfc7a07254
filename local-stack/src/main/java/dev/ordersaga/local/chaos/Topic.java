package dev.ordersaga.local.chaos;

import java.util.List;
import java.util.stream.Stream;

/** A topic of messages, with a type of them and how many subscriptions want it. */
enum Topic {

    ORDER_EVENTS("order-events", "OrderPlaced", 2), PAYMENT_EVENTS("payment-events", "PaymentCompleted",
            2), INVENTORY_EVENTS("inventory-events", "StockReserved",
                    1), PAYMENT_COMMANDS("payment-commands", "CancelPayment",
                            1), INVENTORY_COMMANDS("inventory-commands", "ReleaseStock", 1);

    static final List<String> NAMES = Stream.of(values()).map(Topic::title).toList();

    private final String title;
    private final String type;
    private final int subscriptions;

    Topic(String title, String type, int subscriptions) {
        this.title = title;
        this.type = type;
        this.subscriptions = subscriptions;
    }

    static Topic named(String title) {
        return Stream.of(values()).filter(topic -> topic.title.equals(title)).findFirst().orElseThrow();
    }

    String title() {
        return title;
    }

    String type() {
        return type;
    }

    int subscriptions() {
        return subscriptions;
    }
}
