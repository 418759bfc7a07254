package dev.ordersaga.outbox.messaging;

import java.time.Duration;
import java.util.Map;
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
    /** Has no database: a message that is parked is a violation, and this says so by an exception. */
    private static final DeadLetters NO_DEAD_LETTERS = new DeadLetters(new JdbcOutbox(new JdbcTemplate(), JSON,
            "/simulation"), JSON);

    private SimulatedListeners() {}

    /**
     * What the container would call with each poll batch.
     *
     * @param parked is told when a message would have to be parked
     */
    public static BatchMessageListener<byte[], byte[]> of(Subscription subscription, Inbox inbox,
            PlatformTransactionManager transactions, Runnable parked) {
        var listener = new SubscriptionListener(subscription, new RecordReader(subscription, JSON, VALIDATOR), inbox,
                NO_DEAD_LETTERS, new TransactionTemplate(transactions), RETRY, METRICS.computeIfAbsent(subscription
                        .name(), name -> new SubscriptionMetrics(METERS, name)));
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
}
