package dev.ordersaga.relay;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import dev.ordersaga.relay.replay.Replay;
import dev.ordersaga.relay.replay.ReplayStatus;
import dev.ordersaga.relay.replay.ReplayStatus.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what can be told about the replays of a source: told by their thread, read by anybody. */
final class ReplayMonitor {

    private static final Logger log = LoggerFactory.getLogger(ReplayMonitor.class);

    private final String source;
    private final InstantSource clock;
    private final Counter rows;

    private volatile @Nullable ReplayStatus status;

    ReplayMonitor(String source, MeterRegistry registry, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        rows = Counter.builder("outbox.relay.replayed.rows").description("Rows published once more")
                .tag("source", source).register(registry);
    }

    Optional<ReplayStatus> status() {
        return Optional.ofNullable(status);
    }

    ReplayStatus begins(Replay replay) {
        log.warn("Source {}: rows from position {} on, published up to position {}, are published once more, to {}",
                source, replay.from(), replay.until().position(),
                replay.topic() == null ? "their topics" : "topic " + replay.topic());
        var begun = ReplayStatus.of(State.RUNNING, replay);
        status = begun;
        return begun;
    }

    /** One that another relay has begun, or this one after an error. */
    void goesOn(Replay replay) {
        if (replay.after() >= replay.from()) {
            log.info("Source {}: the replay from position {} on goes on after position {}", source, replay.from(),
                    replay.after());
        }
        status = withLastError(ReplayStatus.of(State.RUNNING, replay));
    }

    void reached(Replay before, Replay now) {
        rows.increment((double) (now.rows() - before.rows()));
        status = withLastError(ReplayStatus.of(State.RUNNING, now));
    }

    void failed(@Nullable Replay replay, Throwable error, Duration pause) {
        var message = error.getMessage() == null ? error.toString() : error.getMessage();
        log.warn("Source {}: replay: {}; trying again in {} ms", source, message, pause.toMillis());
        log.debug("Source {}", source, error);
        if (replay != null) {
            status = ReplayStatus.of(State.RETRYING, replay).failed(message, clock.instant());
        }
    }

    ReplayStatus ends(State state, Replay replay) {
        log.warn("Source {}: replay {} at position {}: {} rows published once more, {} left out", source, state,
                replay.after(), replay.rows(), replay.leftOut());
        var ended = withLastError(ReplayStatus.of(state, replay)).finished(clock.instant());
        status = ended;
        return ended;
    }

    ReplayStatus givesUp(Replay replay, String why) {
        log.warn("Source {}: the replay that was begun at {} is given up: {}", source, replay.startedAt(), why);
        var now = clock.instant();
        var ended = ReplayStatus.of(State.GIVEN_UP, replay).failed(why, now).finished(now);
        status = ended;
        return ended;
    }

    /** What is not over is the next owner's to tell. */
    void losesSight() {
        var known = status;
        if (known != null && !known.state().isOver()) {
            status = null;
        }
    }

    private ReplayStatus withLastError(ReplayStatus now) {
        var known = status;
        return known != null && known.startedAt().equals(now.startedAt()) ? now.after(known) : now;
    }
}
