package dev.ordersaga.outbox;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Which types of which topics go to which method. Declared as a bean; the starter runs it.
 *
 * <pre>{@code
 * @Bean
 * Subscription paymentSubscription(PaymentHandlers handlers) {
 *     return Subscription.named("payment-service")
 *         .on("order-events", "OrderPlaced", OrderPlaced.class, handlers::orderPlaced)
 *         .on("payment-commands", "CancelPayment", CancelPayment.class, handlers::cancelPayment)
 *         .prepare(handlers::lock)
 *         .build();
 * }
 * }</pre>
 *
 * <p>
 * One poll batch is one database transaction: inbox, {@linkplain Builder#prepare preparation}, handlers in the order of
 * each partition, outbox, commit; the offsets follow within {@code ordersaga.messaging.offset-commit-interval}. When a message fails,
 * the batch is repeated message by message. One that cannot be handled is parked, and later ones of its key on that topic wait for it until somebody has it
 * replayed or discards it. Types of a subscribed topic that are not named here are ignored and counted.
 *
 * <p>
 * Immutable and thread-safe. The name is the consumer group and the first part of the inbox key: renaming a subscription
 * makes it read everything again.
 */
public final class Subscription {

    private final String name;
    private final Map<Address, Route<?>> routes;
    private final Consumer<List<IncomingMessage<?>>> preparation;
    private final boolean ordered;

    private Subscription(Builder builder) {
        this.name = builder.name;
        this.routes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.routes));
        this.preparation = builder.preparation;
        this.ordered = builder.ordered;
    }

    /** Starts the description of a subscription, which is also the name of its consumer group. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    /** The topics it reads, sorted. */
    public Set<String> topics() {
        var topics = new TreeSet<String>();
        routes.keySet().forEach(address -> topics.add(address.topic()));
        return topics;
    }

    /** Where messages of this type on this topic go, or nothing if this subscription ignores them. */
    public Optional<Route<?>> route(String topic, String type) {
        return Optional.ofNullable(routes.get(new Address(topic, type)));
    }

    /** Whether messages of a key wait for an earlier one that could not be handled; see {@link Builder#inAnyOrder()}. */
    public boolean keepsOrder() {
        return ordered;
    }

    /** Calls the preparation; for whatever runs a subscription: a broker's listener, a simulation. */
    public void prepare(List<IncomingMessage<?>> messages) {
        preparation.accept(messages);
    }

    @Override
    public String toString() {
        return "Subscription[" + name + " " + routes.keySet() + "]";
    }

    /**
     * The handler of one type of message and the type that it reads.
     *
     * @param <T> the payload
     */
    public record Route<T>(Class<T> payloadType, MessageHandler<T> handler) {}

    private record Address(String topic, String type) {

        @Override
        public String toString() {
            return topic + "/" + type;
        }
    }

    /** Collects the routes of a {@link Subscription}. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final Map<Address, Route<?>> routes = new LinkedHashMap<>();
        private Consumer<List<IncomingMessage<?>>> preparation = messages -> {};
        private boolean ordered = true;

        private Builder(String name) {
            this.name = requireNonNull(name, "name");
        }

        /**
         * Sends the messages of this type on this topic to that handler.
         *
         * @throws IllegalArgumentException if they already go elsewhere
         */
        public <T> Builder on(String topic, String type, Class<T> payloadType, MessageHandler<T> handler) {
            if (routes.putIfAbsent(new Address(topic, type), new Route<>(payloadType, handler)) != null) {
                throw new IllegalArgumentException(type + " of " + topic + " already has a handler in " + name);
            }
            return this;
        }

        /**
         * Is called once per transaction, before the handlers, with all the messages that they are about to get, in
         * order and without those that were handled before. The place to lock and load in one statement what the handlers
         * need, in one global order, so that batches neither deadlock nor make a round trip per message.
         */
        public Builder prepare(Consumer<List<IncomingMessage<?>>> preparation) {
            this.preparation = requireNonNull(preparation, "preparation");
            return this;
        }

        /**
         * Says that the handlers take the messages of a key in any order: when one cannot be handled, those that come after
         * it do not wait until somebody has decided what becomes of it.
         */
        public Builder inAnyOrder() {
            this.ordered = false;
            return this;
        }

        /** @throws IllegalStateException if no type goes anywhere */
        public Subscription build() {
            if (routes.isEmpty()) {
                throw new IllegalStateException("subscription " + name + " has no handler");
            }
            return new Subscription(this);
        }
    }
}
