package dev.ordersaga.relay;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import dev.ordersaga.relay.parking.ParkedKey;
import dev.ordersaga.relay.retention.Retention;
import dev.ordersaga.relay.retention.RetentionStatus;
import dev.ordersaga.relay.sink.Sinks;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** All sources, each with a thread of its own, so that what holds up one does not hold up another. */
final class Relay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration DECISION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final SortedMap<String, SourceMonitor> monitors = new TreeMap<>();
    private final SortedMap<String, SourceWorker> workers = new TreeMap<>();
    private final SortedMap<String, Retention> retentions = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final StopSignal stop = new StopSignal();
    private final Instance instance;

    Relay(RelayProperties settings, Instance instance, Sinks sinks, MeterRegistry registry, InstantSource clock) {
        this.instance = instance;
        new TreeMap<>(settings.sources()).forEach((name, source) -> {
            var me = instance.candidate(workers.size(), settings.sources().size());
            var monitor = new SourceMonitor(name, me, registry, clock);
            monitors.put(name, monitor);
            workers.put(name,
                    new SourceWorker(name, me, settings.database(source), sinks, monitor, stop, clock, settings));
            retentions.put(name, new Retention(name, settings.id() + "-" + name, settings.database(source),
                    monitor::progress, settings.retention().every(), registry, clock));
        });
    }

    @Override
    public void start() {
        workers.forEach((name, worker) -> threads.add(Thread.ofPlatform().name("relay-" + name).start(worker)));
        retentions.values().forEach(Retention::start);
    }

    /** Each source ends its transaction first and lets go of its lock, so that another relay goes on at once. */
    @Override
    public void stop() {
        stop.give();
        retentions.values().forEach(Retention::close);
        for (var thread : threads) {
            try {
                if (!thread.join(STOP_TIMEOUT)) {
                    log.warn("{} has not stopped within {} s, goes down as it is", thread.getName(),
                            STOP_TIMEOUT.toSeconds());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }

    String instance() {
        return instance.name();
    }

    Map<String, RetentionStatus> retention() {
        var status = new TreeMap<String, RetentionStatus>();
        retentions.forEach((name, retention) -> status.put(name, retention.status()));
        return status;
    }

    Map<String, SourceStatus> status() {
        var status = new TreeMap<String, SourceStatus>();
        monitors.forEach((name, monitor) -> status.put(name, monitor.status()));
        return status;
    }

    Map<String, List<ParkedKey>> parked() {
        var parked = new TreeMap<String, List<ParkedKey>>();
        monitors.forEach((name, monitor) -> parked.put(name, monitor.parked()));
        return parked;
    }

    /** Waits until the decision is committed. */
    ParkedKey decide(String source, String key, long position, Decisions.Action action) {
        var worker = workers.get(source);
        var monitor = monitors.get(source);
        if (worker == null || monitor == null) {
            throw new UnknownSourceException(source);
        }
        if (monitor.state() != SourceState.ACTIVE) {
            throw new NotActiveException(source, monitor.state());
        }
        try {
            return worker.decisions().ask(key, position, action).get(DECISION_TIMEOUT.toMillis(), MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new NotActiveException(source, monitor.state());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotActiveException(source, monitor.state());
        }
    }
}
