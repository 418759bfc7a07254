package dev.ordersaga.relay.retention;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.ordersaga.relay.outbox.OutboxDatabase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the table of a source now and then, while this relay publishes it, on a thread and a connection of its own:
 * whatever goes wrong here, publishing does not notice.
 */
public final class Retention implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final String relay;
    private final OutboxDatabase database;
    private final Supplier<Optional<Progress>> published;
    private final Duration every;
    private final InstantSource clock;
    private final ScheduledExecutorService thread;
    private final Set<String> told = new HashSet<>();

    private volatile RetentionStatus status = RetentionStatus.UNKNOWN;

    /**
     * @param source names the source in logs and metrics
     * @param relay by that name the database knows who has published
     * @param published how far the source has been published; nothing while this relay is not the one that publishes it
     */
    public Retention(String source, String relay, OutboxDatabase database, Supplier<Optional<Progress>> published,
            Duration every, MeterRegistry registry, InstantSource clock) {
        this.relay = relay;
        this.database = database;
        this.published = published;
        this.every = every;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("retention-" + source).factory());
        Gauge.builder("outbox.relay.table.bytes", this, me -> me.status.available() ? me.status.bytes() : Double.NaN)
                .description("Size of the outbox with its indexes").baseUnit("bytes").tag("source", source)
                .register(registry);
        Gauge.builder("outbox.relay.table.partitions", this,
                me -> me.status.available() ? me.status.partitions() : Double.NaN)
                .description("Partitions of the outbox").tag("source", source).register(registry);
    }

    public void start() {
        var _ = thread.scheduleWithFixedDelay(() -> published.get().ifPresent(this::lookAfter), 0, every.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    public RetentionStatus status() {
        return status;
    }

    void lookAfter(Progress progress) {
        try (var table = RetainedTable.open(database, relay + "-retention").orElse(null)) {
            if (table == null) {
                status = status.unavailable(clock.instant());
                return;
            }
            table.report(relay, progress);
            var made = all(table::makeAhead);
            var dropped = all(table::dropBehind);
            if (made && dropped) {
                told.clear();
            }
            status = table.status(clock.instant(), status);
        } catch (SQLException | RuntimeException e) {
            failed(e);
        }
    }

    /** One kind of steps that cannot be taken now does not keep the other from being taken. */
    private boolean all(Step step) {
        try {
            for (var done = step.take(); done.isPresent() && !thread.isShutdown(); done = step.take()) {
                log.info("{}: {}", relay, done.get());
                status = status.did(done.get());
            }
            return true;
        } catch (SQLException e) {
            failed(e);
            return false;
        }
    }

    /** The same trouble is told once, until all is well again; that somebody is in the way now and then is none. */
    private void failed(Exception error) {
        var message = error.getMessage() == null ? error.toString() : error.getMessage();
        var inTheWay = error instanceof SQLException e && LOCK_NOT_AVAILABLE.equals(e.getSQLState());
        if (told.add(message) && !inTheWay) {
            log.warn("{}: retention: {}", relay, message);
        }
        log.debug("{}", relay, error);
        status = status.failed(message);
    }

    /** What is under way is one transaction, and ends by itself. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private interface Step {

        Optional<String> take() throws SQLException;
    }
}
