package dev.ordersaga.outbox.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import dev.ordersaga.outbox.Subscription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Starts the listener containers of all subscriptions as soon as the topics are there, in the background and as often as it
 * takes: the application starts whether the broker answers or not, and catches up when it does.
 */
public final class SubscriptionContainers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionContainers.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final List<Subscription> subscriptions;
    private final Function<Subscription, SubscriptionListener> listeners;
    private final Topics topics;
    private final Retry retry;
    private final CommitGate gate;
    private final Map<String, Object> consumerConfig;
    private final MessagingProperties properties;
    private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers = new ArrayList<>();
    private CountDownLatch stopped = new CountDownLatch(0);
    private volatile boolean running;

    SubscriptionContainers(List<Subscription> subscriptions, Function<Subscription, SubscriptionListener> listeners,
            Topics topics, Retry retry, CommitGate gate, Map<String, Object> consumerConfig,
            MessagingProperties properties) {
        this.subscriptions = List.copyOf(subscriptions);
        this.listeners = listeners;
        this.topics = topics;
        this.retry = retry;
        this.gate = gate;
        this.consumerConfig = consumerConfig;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        running = true;
        gate.open();
        retry.start();
        stopped = new CountDownLatch(1);
        var stop = stopped;
        Thread.ofVirtual().name("topics").start(() -> startWhenTopicsAreThere(stop));
    }

    private void startWhenTopicsAreThere(CountDownLatch stop) {
        var owned = new LinkedHashSet<>(properties.topics());
        var needed = new LinkedHashSet<String>();
        for (var subscription : subscriptions) {
            needed.addAll(subscription.topics());
            subscription.topics().forEach(topic -> owned.add(topic + DeadLetterNotices.SUFFIX));
        }
        needed.addAll(owned);
        try {
            String said = "";
            do {
                String obstacle = attempt(owned, needed, stop);
                if (obstacle.isEmpty()) {
                    return;
                }
                if (!obstacle.equals(said)) {
                    log.info("subscriptions wait: {}", obstacle);
                    said = obstacle;
                }
            } while (!stop.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what is in the way; nothing if all containers have been started, or are not to be started any more. */
    private String attempt(Set<String> owned, Set<String> needed, CountDownLatch stop) throws InterruptedException {
        try {
            var missing = topics.missing(owned, needed);
            if (missing.isPresent()) {
                return missing.get();
            }
        } catch (RuntimeException e) { // an address that does not resolve yet, for example
            return "the broker cannot be reached: " + Cause.of(e);
        }
        try {
            startContainers(stop);
            return "";
        } catch (RuntimeException e) { // an address that does not resolve any more, for example
            return "consumers cannot be made: " + Cause.of(e);
        }
    }

    /** All of them, or none. */
    private synchronized void startContainers(CountDownLatch stop) {
        if (stop.getCount() == 0) {
            return;
        }
        try {
            for (var subscription : subscriptions) {
                var container = container(subscription);
                containers.add(container);
                container.start();
            }
        } catch (RuntimeException e) {
            containers.forEach(ConcurrentMessageListenerContainer::stop);
            containers.clear();
            throw e;
        }
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(Subscription subscription) {
        var container = new ContainerProperties(subscription.topics().toArray(String[]::new));
        container.setGroupId(subscription.name());
        container.setMessageListener(new PacedListener(listeners.apply(subscription), properties.longestRest(),
                properties
                        .maxBatch()));
        // After the listener, so after the database's commit; the last ones when a poll has found nothing.
        container.setAckMode(ContainerProperties.AckMode.TIME);
        container.setAckTime(properties.offsetCommitInterval().toMillis());
        // A right that is missing may be given again, a password that has changed may be accepted soon.
        container.setAuthExceptionRetryInterval(properties.retry().maxInterval());
        container.setPollTimeout(properties.offsetCommitInterval().toMillis());
        var concurrent = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<byte[], byte[]>(consumerConfig()), container);
        concurrent.setConcurrency(properties.concurrency());
        concurrent.setCommonErrorHandler(waitForTheDatabase());
        concurrent.setBeanName(subscription.name());
        return concurrent;
    }

    private Map<String, Object> consumerConfig() {
        var config = new HashMap<>(consumerConfig);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"); // a new subscription reads all there is
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.maxBatch());
        if (!GroupProtocol.CONSUMER.name().equalsIgnoreCase(String.valueOf(config.get(
                ConsumerConfig.GROUP_PROTOCOL_CONFIG)))) { // where the broker alone decides that
            // A killed instance is replaced after this time; the default would be 45 s.
            config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
            config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        }
        // A batch takes seconds. What it is about here: whoever joins the group waits for the answer this long and five
        // seconds more, and a coordinator that is loaded anew in that moment may never give it (Kafka 4.2 after a kill -9).
        config.putIfAbsent(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);
        return config;
    }

    /** Gets to see nothing but an unavailable database: seeks back and waits, for as long as it takes. */
    private DefaultErrorHandler waitForTheDatabase() {
        var backOff = new ExponentialBackOff(properties.retry().initialInterval().toMillis(),
                properties.retry().multiplier());
        backOff.setMaxInterval(properties.retry().maxInterval().toMillis());
        var handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true); // never gives up, whatever the cause
        return handler;
    }

    /** Waits for the batches that are being handled; one that lasts longer than that is rolled back, and comes again. */
    @Override
    public synchronized void stop() {
        stopped.countDown();
        retry.stop();
        var ended = new CountDownLatch(containers.size());
        containers.forEach(container -> container.stop(ended::countDown));
        try {
            if (!ended.await(properties.shutdownTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("a batch lasts longer than {}: it is rolled back, and will come again", properties
                        .shutdownTimeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        gate.close(properties.shutdownTimeout());
        containers.clear();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
