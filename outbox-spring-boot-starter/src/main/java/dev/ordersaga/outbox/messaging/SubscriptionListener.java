package dev.ordersaga.outbox.messaging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.ordersaga.outbox.Inbox;
import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.Subscription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Handles one poll batch: all of it in one transaction if that works, else message by message.
 *
 * <p>
 * When it returns, every record of the batch has taken effect exactly once or is parked, and the container commits the
 * offsets. When it throws, nothing is said about the offsets: the batch comes again, and the inbox lets through what has
 * not taken effect yet.
 */
final class SubscriptionListener implements BatchMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionListener.class);

    private final Subscription subscription;
    private final RecordReader reader;
    private final Inbox inbox;
    private final DeadLetters deadLetters;
    private final TransactionOperations transaction;
    private final OneByOne oneByOne;
    private final SubscriptionMetrics metrics;

    SubscriptionListener(Subscription subscription, RecordReader reader, Inbox inbox, DeadLetters deadLetters,
            TransactionOperations transaction, Retry retry, SubscriptionMetrics metrics) {
        this.subscription = subscription;
        this.reader = reader;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.transaction = transaction;
        this.metrics = metrics;
        this.oneByOne = new OneByOne(delivery -> inTransaction(List.of(delivery)), this::park, retry, metrics);
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        var deliveries = new ArrayList<Delivery>(records.size());
        for (var record : records) {
            reader.read(record).ifPresentOrElse(deliveries::add, metrics::ignored);
        }
        if (deliveries.isEmpty()) {
            return;
        }
        try {
            metrics.batch(() -> inTransaction(deliveries));
        } catch (RuntimeException e) {
            if (Failure.of(e) == Failure.UNAVAILABLE) {
                throw again(e);
            }
            log.info("{}: a batch of {} is repeated message by message, because of {}", subscription.name(),
                    deliveries.size(), e.toString());
            try {
                oneByOne.handle(deliveries);
            } catch (RuntimeException unavailable) {
                throw again(unavailable);
            }
        }
    }

    /** Index 0: the whole batch is to be delivered again, after the container's back-off. */
    private BatchListenerFailedException again(RuntimeException e) {
        return new BatchListenerFailedException(subscription.name() + " cannot go on: " + e.getMessage(), e, 0);
    }

    private void inTransaction(List<Delivery> deliveries) {
        var handled = transaction.execute(_ -> {
            var fresh = register(deliveries);
            prepare(fresh);
            for (var delivery : fresh) {
                switch (delivery) {
                    case Delivery.Message<?> readable -> readable.handle();
                    case Delivery.Malformed malformed -> deadLetters.park(subscription, malformed.record(),
                            malformed.cause());
                }
            }
            return fresh;
        });
        if (handled != null) {
            metrics.handled(handled, deliveries.size());
        }
    }

    private void park(Delivery delivery, Exception cause) {
        transaction.executeWithoutResult(_ -> {
            if (!register(List.of(delivery)).isEmpty()) {
                deadLetters.park(subscription, delivery.record(), cause);
            }
        });
    }

    /** Registers them all in the inbox and returns those that have not been handled before, each once. */
    private List<Delivery> register(List<Delivery> deliveries) {
        var ids = deliveries.stream().map(Delivery::inboxId).collect(Collectors.toCollection(HashSet<UUID>::new));
        var open = inbox.register(subscription.name(), ids);
        return deliveries.stream().filter(delivery -> open.remove(delivery.inboxId())).toList();
    }

    private void prepare(List<Delivery> deliveries) {
        List<IncomingMessage<?>> messages = new ArrayList<>(deliveries.size());
        for (var delivery : deliveries) {
            if (delivery instanceof Delivery.Message<?> readable) {
                messages.add(readable.message());
            }
        }
        if (!messages.isEmpty()) {
            subscription.prepare(messages);
        }
    }
}
