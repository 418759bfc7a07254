package dev.ordersaga.order.order;

import dev.ordersaga.outbox.MessageContext;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.OutgoingMessage;

/** Sends the messages of orders: each to its topic, numbered, and all of one order under one correlation id. */
public final class OrderOutbox {

    private final Outbox outbox;

    public OrderOutbox(Outbox outbox) {
        this.outbox = outbox;
    }

    public void send(Order order, OrderMessage message) {
        var outgoing = OutgoingMessage.of(topic(message), order.id().toString(), order.nextMessage(), message);
        journey(order).run(() -> outbox.append(outgoing));
    }

    private static String topic(OrderMessage message) {
        return switch (message) {
            case OrderEvent _ -> "order-events";
            case PaymentCommand _ -> "payment-commands";
            case InventoryCommand _ -> "inventory-commands";
        };
    }

    /** Requests and deadlines bring no correlation id along: it is the order's own id, from the first message on. */
    private static MessageContext journey(Order order) {
        var current = MessageContext.current();
        return current.correlationId() != null
                ? current
                : new MessageContext(order.id().toString(), current.causationId(), current.traceparent());
    }
}
