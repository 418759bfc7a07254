package dev.ordersaga.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.Page;
import dev.ordersaga.relay.retention.Progress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what can be told about a source: told by its worker, read by anybody. */
final class SourceMonitor {

    private static final Logger log = LoggerFactory.getLogger(SourceMonitor.class);

    private final String source;
    private final InstantSource clock;
    private final Counter rows;
    private final Counter transactions;
    private final Counter errors;

    private volatile SourceState state = SourceState.STARTING;
    private volatile Instant since;
    private volatile @Nullable Cursor cursor;
    private volatile @Nullable Instant lastPublishedAt;
    private volatile @Nullable Instant caughtUpAt;
    private volatile @Nullable Instant oldestUnpublished;
    private volatile @Nullable Instant lastRead;
    private volatile @Nullable String lastError;
    private volatile @Nullable Instant lastErrorAt;

    SourceMonitor(String source, MeterRegistry registry, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        this.since = clock.instant();
        rows = Counter.builder("outbox.relay.rows").description("Rows published").tag("source", source)
                .register(registry);
        transactions = Counter.builder("outbox.relay.transactions").description("Transactions they were published in")
                .tag("source", source).register(registry);
        errors = Counter.builder("outbox.relay.errors").description("Errors that made the source start again")
                .tag("source", source).register(registry);
        TimeGauge.builder("outbox.relay.lag", this, TimeUnit.MILLISECONDS, monitor -> monitor.lag().toMillis())
                .description("Age of the oldest row known to be unpublished").tag("source", source).register(registry);
        for (var each : SourceState.values()) {
            Gauge.builder("outbox.relay.state", this, monitor -> monitor.state == each ? 1 : 0)
                    .description("1 for the state that the source is in").tag("source", source)
                    .tag("state", each.name().toLowerCase(Locale.ROOT)).register(registry);
        }
    }

    void enters(SourceState entered) {
        if (state != entered) {
            state = entered;
            since = clock.instant();
            log.info("Source {} is {}", source, entered);
        }
    }

    /** What is left to publish is the other one's to tell. */
    void standsBy() {
        cursor = null;
        oldestUnpublished = null;
        enters(SourceState.STANDBY);
    }

    void waitsForTable() {
        enters(SourceState.WAITING_FOR_TABLE);
    }

    void starts(Cursor from) {
        cursor = from;
        enters(SourceState.ACTIVE);
    }

    void reads(OutboxRow row) {
        if (oldestUnpublished == null) {
            oldestUnpublished = row.createdAt();
        }
        lastRead = row.createdAt();
    }

    /** The rows of the page are published. What is left of the batch is hardly younger than the last of them. */
    void finished(Page page) {
        cursor = page.cursor();
        if (page.rows() > 0) {
            rows.increment(page.rows());
            transactions.increment();
            lastPublishedAt = clock.instant();
        }
        oldestUnpublished = page.isLast() ? null : lastRead;
        if (page.isLast()) {
            caughtUpAt = clock.instant();
        }
    }

    void failed(SourceState entered, Throwable error, Duration pause) {
        errors.increment();
        lastError = error.getMessage() == null ? error.toString() : error.getMessage();
        lastErrorAt = clock.instant();
        log.warn("Source {}: {}; trying again in {} ms", source, lastError, pause.toMillis());
        log.debug("Source {}", source, error);
        enters(entered);
    }

    /** What has certainly been published, while this relay is the one that publishes. */
    Optional<Progress> progress() {
        var known = cursor;
        return state == SourceState.ACTIVE && known != null
                ? Optional.of(new Progress(known.published(), null))
                : Optional.empty();
    }

    Duration lag() {
        var oldest = oldestUnpublished;
        return oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
    }

    SourceStatus status() {
        return new SourceStatus(state, since, cursor, (long) rows.count(), lastPublishedAt, caughtUpAt,
                oldestUnpublished, lastError, lastErrorAt);
    }
}
