package dev.ordersaga.outbox.messaging;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.outbox.watch.LastLook;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * How far each subscription is behind, over all instances, as it was when somebody last looked: the gauges
 * {@code ordersaga.subscription.lag} (records) and {@code ordersaga.subscription.lag.age} (seconds: the age of the oldest
 * record that is not handled), and the health component {@code subscriptions}. Every instance tells the same: take the
 * maximum, not the sum.
 *
 * <p>
 * That component is never down: an instance that is behind is needed most. Thread-safe.
 */
public final class SubscriptionLag implements HealthIndicator, AutoCloseable {

    /**
     * How far a subscription is behind.
     *
     * @param records at most so many: Kafka's marks of transactions count as well
     * @param seconds the age of the oldest of them
     */
    public record Behind(long records, double seconds) {

        static final Behind NOTHING = new Behind(0, 0);
    }

    private final List<Subscription> subscriptions;
    private final Supplier<LagProbe> probes;
    private final Map<String, Behind> behind = new ConcurrentHashMap<>();

    private @Nullable LagProbe probe;
    private final LastLook lastLook = new LastLook();

    SubscriptionLag(Collection<Subscription> subscriptions, Supplier<LagProbe> probes) {
        this.subscriptions = List.copyOf(subscriptions);
        this.probes = probes;
    }

    void register(MeterRegistry registry) {
        for (var subscription : subscriptions) {
            String name = subscription.name();
            Gauge.builder("ordersaga.subscription.lag", this, lag -> lag.of(name).records())
                    .description("Records that are not handled yet, at most").tag("subscription", name)
                    .register(registry);
            TimeGauge.builder("ordersaga.subscription.lag.age", this, TimeUnit.SECONDS, lag -> lag.of(name).seconds())
                    .description("Age of the oldest record that is not handled yet").tag("subscription", name)
                    .register(registry);
        }
    }

    /** As it was when somebody last looked. */
    public Behind of(String subscription) {
        return behind.getOrDefault(subscription, Behind.NOTHING);
    }

    /** Looks once. Clients are made then, because none can be made while the broker's name does not resolve. */
    public synchronized void look() throws Exception {
        if (probe == null) {
            probe = probes.get();
        }
        for (var subscription : subscriptions) {
            var lag = probe.of(subscription.name(), subscription.topics());
            double seconds = Math.max(0, System.currentTimeMillis() - lag.oldest()) / 1e3;
            behind.put(subscription.name(), new Behind(lag.records(), lag.records() == 0 ? 0 : seconds));
        }
        lastLook.isNow();
    }

    @Override
    public Health health() {
        return lastLook.health().withDetails(new TreeMap<>(behind)).build();
    }

    @Override
    public synchronized void close() {
        if (probe != null) {
            probe.close();
            probe = null;
        }
    }
}
