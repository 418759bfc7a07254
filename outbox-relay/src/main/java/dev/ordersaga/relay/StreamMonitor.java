package dev.ordersaga.relay;

import java.time.Instant;
import java.time.InstantSource;

import dev.ordersaga.relay.cdc.StreamObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what can be told about the stream of a source. */
final class StreamMonitor implements StreamObserver {

    private static final Logger log = LoggerFactory.getLogger(StreamMonitor.class);

    private final String source;
    private final InstantSource clock;
    private final Counter rows;
    private volatile boolean streaming;
    private volatile long retained;
    private volatile @Nullable String lastError;
    private volatile @Nullable Instant lastErrorAt;
    private volatile boolean told;

    StreamMonitor(String source, MeterRegistry registry, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        Gauge.builder("outbox.relay.streaming", this, monitor -> monitor.streaming ? 1 : 0)
                .description("1 while the source is read by change data capture").tag("source", source)
                .register(registry);
        rows = Counter.builder("outbox.relay.streamed.rows").description("Rows that came by change data capture")
                .tag("source", source).register(registry);
        Gauge.builder("outbox.relay.slot.retained.bytes", this, monitor -> monitor.retained).baseUnit("bytes")
                .description("Log that the server keeps for the replication slot").tag("source", source)
                .register(registry);
    }

    /**
     * How a stream stands.
     *
     * @param streaming whether rows come by it now; else they come by polling
     * @param rows that came by it since this relay's start
     * @param lastError why it broke off or could not begin, the last time, even if that has passed
     */
    record Status(boolean streaming, long rows, long slotRetainedBytes, @Nullable String lastError,
            @Nullable Instant lastErrorAt) {}

    @Override
    public void follows(boolean now) {
        if (streaming != now) {
            streaming = now;
            if (now) {
                told = false;
                log.info("Source {} is read by change data capture", source);
            } else {
                log.info("Source {} is read by polling", source);
            }
        }
    }

    @Override
    public void brought(int number) {
        rows.increment(number);
    }

    /** It is tried again and again, so it is said once. */
    @Override
    public void failed(Exception cause) {
        var message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (!told || !message.equals(lastError)) {
            log.warn("Source {} is read by polling, since its changes cannot be captured: {}", source, message);
        }
        told = true;
        retained = 0;
        lastError = message;
        lastErrorAt = clock.instant();
    }

    @Override
    public void retains(long bytes) {
        retained = bytes;
    }

    Status status() {
        return new Status(streaming, (long) rows.count(), retained, lastError, lastErrorAt);
    }
}
