package dev.ordersaga.relay;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import dev.ordersaga.relay.parking.ParkedKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;

/** The metrics of a source: what is counted, and what its monitor tells. */
final class SourceMetrics {

    private final String source;
    private final MeterRegistry registry;
    private final Counter rows;
    private final Counter transactions;
    private final Counter errors;

    SourceMetrics(String source, MeterRegistry registry) {
        this.source = source;
        this.registry = registry;
        this.rows = counter("outbox.relay.rows", "Rows published");
        this.transactions = counter("outbox.relay.transactions", "Transactions they were published in");
        this.errors = counter("outbox.relay.errors", "Errors that made the source start again");
    }

    void tellOf(SourceMonitor of) {
        TimeGauge.builder("outbox.relay.lag", of, TimeUnit.MILLISECONDS, monitor -> monitor.lag().toMillis())
                .description("Age of the oldest row known to be unpublished").tag("source", source).register(registry);
        gauge(of, "outbox.relay.lag.rows", "Rows left to publish, estimated", SourceMonitor::rowsBehind);
        gauge(of, "outbox.relay.rows.per.second", "Rows published a second, over the last ten seconds",
                SourceMonitor::rowsPerSecond);
        gauge(of, "outbox.relay.parked", "Parked keys", monitor -> monitor.parked().size());
        gauge(of, "outbox.relay.waiting", "Rows that wait because their key is parked",
                monitor -> monitor.parked().stream().mapToLong(ParkedKey::waiting).sum());
        gauge(of, "outbox.relay.owned", "1 if any relay publishes the source, as seen from here",
                monitor -> monitor.ownerName() != null ? 1 : 0);
        gauge(of, "outbox.relay.owner", "1 if it is this relay that publishes the source",
                monitor -> monitor.isOwner() ? 1 : 0);
        for (var state : SourceState.values()) {
            Gauge.builder("outbox.relay.state", of, monitor -> monitor.state() == state ? 1 : 0)
                    .description("1 for the state that the source is in").tag("source", source)
                    .tag("state", state.name().toLowerCase(Locale.ROOT)).register(registry);
        }
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tag("source", source).register(registry);
    }

    private void gauge(SourceMonitor of, String name, String description, ToDoubleFunction<SourceMonitor> value) {
        Gauge.builder(name, of, value).description(description).tag("source", source).register(registry);
    }

    void published(int count) {
        rows.increment(count);
    }

    long rowsPublished() {
        return (long) rows.count();
    }

    void committed() {
        transactions.increment();
    }

    void failed() {
        errors.increment();
    }
}
