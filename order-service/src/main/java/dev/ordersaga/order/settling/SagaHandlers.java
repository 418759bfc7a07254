package dev.ordersaga.order.settling;

import java.util.List;
import java.util.LinkedHashSet;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.ordersaga.order.order.Orders;
import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.RejectedMessageException;

/** Brings what the other services tell to the orders. */
final class SagaHandlers {

    private static final Pattern SOURCE = Pattern.compile("/?([!-.0-~][!-~]{0,63})");

    private final Orders orders;
    private final OrderSaga saga;
    private final Runnable countUnknown;

    /** @param countUnknown is run for every message about an order that nobody knows */
    SagaHandlers(Orders orders, OrderSaga saga, Runnable countUnknown) {
        this.orders = orders;
        this.saga = saga;
        this.countUnknown = countUnknown;
    }

    void lock(List<IncomingMessage<?>> messages) {
        var ids = new LinkedHashSet<UUID>();
        messages.forEach(message -> ids.add(((SagaInput) message.payload()).orderId()));
        orders.lock(ids);
    }

    void handle(IncomingMessage<? extends SagaInput> message) {
        var input = message.payload();
        if (!input.orderId().toString().equals(message.key())) {
            throw new RejectedMessageException("the key is " + message.key() + ", the order is " + input.orderId());
        }
        orders.find(input.orderId())
                .ifPresentOrElse(order -> saga.react(order, input, service(message.source())), countUnknown);
    }

    /** {@code /payment-service} is payment-service. */
    private static String service(String source) {
        var matcher = SOURCE.matcher(source);
        return matcher.matches() ? matcher.group(1) : "unknown";
    }
}
