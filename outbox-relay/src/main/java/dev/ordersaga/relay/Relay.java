package dev.ordersaga.relay;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.WayOn;
import dev.ordersaga.relay.parking.ParkedKey;
import dev.ordersaga.relay.replay.ReplayStatus;
import dev.ordersaga.relay.retention.Retention;
import dev.ordersaga.relay.retention.RetentionStatus;
import dev.ordersaga.relay.sink.Sinks;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** All sources, each with a thread of its own, so that what holds up one does not hold up another. */
final class Relay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private final SortedMap<String, SourceMonitor> monitors = new TreeMap<>();
    private final SortedMap<String, SourceWorker> workers = new TreeMap<>();
    private final SortedMap<String, Replays> replays = new TreeMap<>();
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
            var replay = new Replays(name, me, settings.database(source), sinks, monitor, registry, clock, settings);
            replays.put(name, replay);
            workers.put(name, new SourceWorker(name, me, settings.database(source), sinks, monitor, replay, stop, clock,
                    settings));
            retentions.put(name, new Retention(name, settings.lock(name), settings.database(source),
                    () -> monitor.progress().flatMap(replay::holding), settings.retention().every(), registry, clock));
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
        var worker = worker(source);
        var monitor = monitor(source);
        if (monitor.state() != SourceState.ACTIVE) {
            throw new NotActiveException(source, monitor.state(), monitor.ownerName());
        }
        return answer(worker.decisions().ask(key, position, action))
                .orElseThrow(() -> new NotActiveException(source, monitor.state(), monitor.ownerName()));
    }

    Map<String, ReplayStatus> replays() {
        var status = new TreeMap<String, ReplayStatus>();
        replays.forEach((name, replay) -> replay.status().ifPresent(known -> status.put(name, known)));
        return status;
    }

    /** Waits until it is committed that there is one; not for long, as below. */
    Optional<ReplayStatus> replay(String source, @Nullable Long position, @Nullable Instant time,
            @Nullable String topic) {
        return answer(replays(source).begin(position, time, topic));
    }

    Optional<ReplayStatus> endReplay(String source) {
        return answer(replays(source).end());
    }

    /** Waits until the source goes on that way; not for long: the answer is empty if it is still under way. */
    Optional<Cursor> resume(String source, WayOn way) {
        var worker = worker(source);
        var monitor = monitor(source);
        if (!monitor.state().waitsForWord()) {
            throw new NotStoppedException(source, monitor.state(), monitor.ownerName());
        }
        return answer(worker.resumptions().ask(way));
    }

    private SourceWorker worker(String source) {
        return Optional.ofNullable(workers.get(source)).orElseThrow(() -> new UnknownSourceException(source));
    }

    private SourceMonitor monitor(String source) {
        return Optional.ofNullable(monitors.get(source)).orElseThrow(() -> new UnknownSourceException(source));
    }

    private Replays replays(String source) {
        return Optional.ofNullable(replays.get(source)).orElseThrow(() -> new UnknownSourceException(source));
    }

    /** Empty if there is none in time. */
    private static <T> Optional<T> answer(CompletableFuture<T> answer) {
        try {
            return Optional.of(answer.get(ANSWER_TIMEOUT.toMillis(), MILLISECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
