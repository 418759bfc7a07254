package dev.ordersaga.outbox.messaging;

import java.util.ArrayList;
import java.util.List;

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
 * When it returns, every record of the batch has taken effect exactly once or is kept as a dead letter or behind one, and
 * the container commits the offsets. When it throws, nothing is said about the offsets: the batch comes again, and the inbox
 * lets through what has not taken effect yet.
 */
final class SubscriptionListener implements BatchMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionListener.class);

    private final Subscription subscription;
    private final RecordReader reader;
    private final Arrivals arrivals;
    private final DeadLetters deadLetters;
    private final TransactionOperations transaction;
    private final OneByOne oneByOne;
    private final SubscriptionMetrics metrics;

    SubscriptionListener(Subscription subscription, RecordReader reader, Arrivals arrivals, DeadLetters deadLetters,
            TransactionOperations transaction, Retry retry, SubscriptionMetrics metrics) {
        this.subscription = subscription;
        this.reader = reader;
        this.arrivals = arrivals;
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
        var done = HandlerErrors.asExceptions(() -> transaction.execute(_ -> {
            var batch = arrivals.sort(deliveries);
            handle(subscription, batch.messages());
            batch.malformed().forEach(malformed -> deadLetters.park(malformed, malformed.cause()));
            deadLetters.keep(batch.waiting());
            return batch;
        }));
        if (done != null) {
            metrics.done(done, deliveries.size());
        }
    }

    /** In the transaction of the caller, which has registered them in the inbox. */
    static void handle(Subscription subscription, List<Delivery.Message<?>> messages) {
        if (!messages.isEmpty()) {
            subscription.prepare(messages.stream().<IncomingMessage<?>>map(
                    Delivery.Message::message).toList());
            messages.forEach(Delivery.Message::handle);
        }
    }

    /** Its lane may be held meanwhile, by what another instance has parked: then it waits like any other. */
    private void park(Delivery delivery, Exception cause) {
        transaction.executeWithoutResult(_ -> {
            var batch = arrivals.sort(List.of(delivery));
            if (batch.waiting().isEmpty() && batch.size() > 0) {
                deadLetters.park(delivery, cause);
            }
            deadLetters.keep(batch.waiting());
        });
    }
}
