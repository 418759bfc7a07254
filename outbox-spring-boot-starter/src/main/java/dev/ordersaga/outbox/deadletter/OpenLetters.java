package dev.ordersaga.outbox.deadletter;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import dev.ordersaga.outbox.deadletter.LetterArchive.Count;
import dev.ordersaga.outbox.watch.LastLook;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * How many letters are open, as it was when somebody last looked: the gauges {@code ordersaga.dead.letters} (by state) and
 * {@code ordersaga.dead.letters.oldest} (seconds), tagged by subscription, and the health component {@code deadLetters}.
 *
 * <p>
 * That component is never down: a service whose letters wait for a person works, and a load balancer must not take it away.
 * Before the first look, and when the last one is long ago, it is unknown. Thread-safe.
 */
public final class OpenLetters implements HealthIndicator {

    private final LetterArchive archive;

    private volatile Map<String, Count> counts = Map.of();
    private final LastLook lastLook = new LastLook();

    public OpenLetters(LetterArchive archive) {
        this.archive = archive;
    }

    /** Tells the registry of these subscriptions. */
    public void register(Collection<String> subscriptions, MeterRegistry registry) {
        for (var name : subscriptions) {
            gauge(registry, name, LetterState.PARKED, count -> count.parked());
            gauge(registry, name, LetterState.WAITING, count -> count.waiting());
            TimeGauge.builder("ordersaga.dead.letters.oldest", this, TimeUnit.SECONDS,
                    letters -> letters.of(name, Count::ageSeconds))
                    .description("Age of the oldest open dead letter").tag("subscription", name).register(registry);
        }
    }

    private void gauge(MeterRegistry registry, String name, LetterState state, ToDoubleFunction<Count> value) {
        Gauge.builder("ordersaga.dead.letters", this, letters -> letters.of(name, value))
                .description("Messages that could not be handled (parked), and those that wait behind them (waiting)")
                .tag("subscription", name).tag("state", state.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private double of(String subscription, ToDoubleFunction<Count> value) {
        var count = counts.get(subscription);
        return count == null ? 0 : value.applyAsDouble(count);
    }

    /** Looks once. */
    public void look() {
        counts = archive.counts().stream().collect(toMap(Count::subscription, count -> count));
        lastLook.isNow();
    }

    @Override
    public Health health() {
        return lastLook.health().withDetails(new TreeMap<>(counts)).build();
    }
}
