package dev.ordersaga.simulation.broker;

import java.util.List;
import java.util.function.Consumer;

import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.MessageHandler;
import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.outbox.Subscription.Route;

/** Puts something around the handlers of a subscription. */
public final class Subscriptions {

    /** All that the three services send. */
    private static final List<String> TYPES = List.of("OrderPlaced", "OrderConfirmed", "OrderCancelled",
            "PaymentCompleted", "PaymentDeclined", "PaymentCancelled", "StockReserved", "StockShort", "StockReleased",
            "CancelPayment", "ReleaseStock");

    /** What is put around. */
    @FunctionalInterface
    public interface Around {

        /** @param handler the handler itself, with this message */
        void handle(IncomingMessage<?> message, Runnable handler);
    }

    private Subscriptions() {}

    public static Subscription around(Subscription subscription, Around around) {
        return around(subscription, _ -> {}, around);
    }

    /** @param beforePreparation is called before the subscription's own preparation */
    public static Subscription around(Subscription subscription, Consumer<List<IncomingMessage<?>>> beforePreparation,
            Around around) {
        var builder = Subscription.named(subscription.name()).prepare(messages -> {
            beforePreparation.accept(messages);
            subscription.prepare(messages);
        });
        for (var topic : subscription.topics()) {
            for (var type : TYPES) {
                subscription.route(topic, type).ifPresent(route -> add(builder, topic, type, route, around));
            }
        }
        return builder.build();
    }

    private static <T> void add(Subscription.Builder builder, String topic, String type, Route<T> route,
            Around around) {
        MessageHandler<T> handler = route.handler();
        builder.on(topic, type, route.payloadType(), message -> around.handle(message, () -> handler.handle(message)));
    }
}
