package dev.ordersaga.outbox.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import dev.ordersaga.outbox.Inbox;
import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.outbox.deadletter.DeadLetterStore;
import dev.ordersaga.outbox.deadletter.Letter;
import dev.ordersaga.outbox.jdbc.JdbcOutbox;

/** The starter's own listener, with its reader, its retries and its judgement of failures, for a simulation. */
public final class SimulatedListeners {

    /** As a service writes and reads its messages. */
    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Validator VALIDATOR = Validation.buildDefaultValidatorFactory().getValidator();
    /** There is no time to lose: pauses take none, but the attempts are counted. */
    private static final Retry RETRY = new Retry(Duration.ZERO, 1, Duration.ZERO, 10);
    private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();
    private static final Map<String, SubscriptionMetrics> METRICS = new ConcurrentHashMap<>();
    private static final DeadLetterNotices NOTICES = new DeadLetterNotices(new JdbcOutbox(new JdbcTemplate(), JSON,
            "/simulation"), JSON);

    private SimulatedListeners() {}

    /**
     * What the container would call with each poll batch.
     *
     * @param parked is told when a message would have to be parked
     */
    public static BatchMessageListener<byte[], byte[]> of(Subscription subscription, Inbox inbox,
            PlatformTransactionManager transactions, Runnable parked) {
        String name = subscription.name();
        var nothing = new NothingParked();
        var listener = new SubscriptionListener(subscription, new RecordReader(subscription, JSON, VALIDATOR),
                new Arrivals(name, inbox, nothing), new DeadLetters(name, nothing, NOTICES),
                new TransactionTemplate(transactions), RETRY, METRICS.computeIfAbsent(name,
                        _ -> new SubscriptionMetrics(METERS, name)));
        return records -> {
            try {
                listener.onMessage(records);
            } catch (BatchListenerFailedException e) {
                if (Failure.of(e) != Failure.UNAVAILABLE) {
                    parked.run();
                }
                throw e;
            }
        };
    }

    /** A message that is parked is a violation, and this says so by an exception. */
    private static final class NothingParked implements DeadLetterStore {

        @Override
        public Set<UUID> held(String subscription, Collection<UUID> lanes) {
            return Set.of();
        }

        @Override
        public void park(String subscription, Letter letter, String cause) {
            throw new IllegalStateException(subscription + " would park a message: " + cause);
        }

        @Override
        public void wait(String subscription, List<Letter> letters) {
            throw new IllegalStateException(subscription + " would let messages wait");
        }
    }
}
