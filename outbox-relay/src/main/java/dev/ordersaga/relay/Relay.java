package dev.ordersaga.relay;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.ordersaga.relay.sink.Sinks;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** All sources, each with a thread of its own, so that what holds up one does not hold up another. */
final class Relay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final RelayProperties settings;
    private final Sinks sinks;
    private final SortedMap<String, SourceMonitor> monitors = new TreeMap<>();
    private final StopSignal stop = new StopSignal();
    private final List<Thread> threads = new ArrayList<>();

    Relay(RelayProperties settings, Sinks sinks, MeterRegistry registry, InstantSource clock) {
        this.settings = settings;
        this.sinks = sinks;
        settings.sources().keySet().forEach(name -> monitors.put(name, new SourceMonitor(name, registry, clock)));
    }

    @Override
    public void start() {
        monitors.forEach((name, monitor) -> {
            var database = settings.database(settings.sources().get(name));
            var worker = new SourceWorker(name, database, sinks, monitor, stop, settings);
            threads.add(Thread.ofPlatform().name("relay-" + name).start(worker));
        });
    }

    /** Each source ends its transaction first and lets go of its lock, so that another relay goes on at once. */
    @Override
    public void stop() {
        stop.give();
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

    Map<String, SourceStatus> status() {
        var status = new TreeMap<String, SourceStatus>();
        monitors.forEach((name, monitor) -> status.put(name, monitor.status()));
        return status;
    }
}
