package dev.ordersaga.outbox.messaging;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.ordersaga.outbox.messaging.Delivery.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles a batch of which some message fails, each message in a transaction of its own.
 *
 * <p>
 * Goes in rounds: a message that fails is tried again in the next round, after a pause; what comes after it in its lane
 * waits for it, all other lanes go on at once. A message that has failed for good is parked, and its lane goes on.
 */
final class OneByOne {

    private static final Logger log = LoggerFactory.getLogger(OneByOne.class);

    private final Consumer<Delivery> handle;
    private final BiConsumer<Delivery, Exception> park;
    private final Retry retry;
    private final SubscriptionMetrics metrics;

    OneByOne(Consumer<Delivery> handle, BiConsumer<Delivery, Exception> park, Retry retry,
            SubscriptionMetrics metrics) {
        this.handle = handle;
        this.park = park;
        this.retry = retry;
        this.metrics = metrics;
    }

    /** @throws RuntimeException if the database is away, or the subscription is being stopped */
    void handle(List<Delivery> deliveries) {
        Map<Delivery, Integer> attempts = new HashMap<>();
        List<Delivery> open = deliveries;
        for (int round = 1; !open.isEmpty(); round++) {
            if (round > 1) {
                retry.pause(round - 1);
            }
            open = round(open, attempts);
        }
    }

    /** Returns what is left for the next round. */
    private List<Delivery> round(List<Delivery> deliveries, Map<Delivery, Integer> attempts) {
        List<Delivery> left = new ArrayList<>();
        var waiting = new HashSet<Lane>();
        for (var delivery : deliveries) {
            if (waiting.contains(delivery.lane()) || !settled(delivery, attempts)) {
                waiting.add(delivery.lane());
                left.add(delivery);
            }
        }
        return left;
    }

    private boolean settled(Delivery delivery, Map<Delivery, Integer> attempts) {
        try {
            handle.accept(delivery);
            return true;
        } catch (RuntimeException e) {
            var failure = Failure.of(e);
            if (failure == Failure.UNAVAILABLE) {
                throw e;
            }
            int attempt = attempts.merge(delivery, 1, Integer::sum);
            if (attempt < retry.attempts(failure)) {
                metrics.repeated();
                return false;
            }
            var record = delivery.record();
            log.warn("{}-{} at {} is parked after {} attempt(s)", record.topic(), record.partition(), record.offset(),
                    attempt, e);
            park.accept(delivery, e);
            metrics.parked();
            return true;
        }
    }
}
