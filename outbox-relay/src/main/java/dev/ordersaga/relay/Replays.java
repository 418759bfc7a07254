package dev.ordersaga.relay;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.ordersaga.relay.ReplayOrders.Order;
import dev.ordersaga.relay.outbox.Candidate;
import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.outbox.PublishedRows;
import dev.ordersaga.relay.outbox.WaitingRows;
import dev.ordersaga.relay.parking.ParkedKey;
import dev.ordersaga.relay.replay.Replay;
import dev.ordersaga.relay.replay.ReplayStatus;
import dev.ordersaga.relay.retention.Progress;
import dev.ordersaga.relay.sink.ReplaySink;
import dev.ordersaga.relay.sink.Sinks;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** The replays of one source: asked for by any thread, carried out by a {@link Replayer} while this relay publishes it. */
final class Replays {

    private final String source;
    private final Candidate me;
    private final OutboxDatabase database;
    private final Sinks sinks;
    private final SourceMonitor live;
    private final ReplayMonitor monitor;
    private final InstantSource clock;
    private final RelayProperties settings;

    private volatile @Nullable Replayer current;

    /** @param live tells how the source is published */
    Replays(String source, Candidate me, OutboxDatabase database, Sinks sinks, SourceMonitor live,
            MeterRegistry registry, InstantSource clock, RelayProperties settings) {
        this.source = source;
        this.me = me;
        this.database = database;
        this.sinks = sinks;
        this.live = live;
        this.monitor = new ReplayMonitor(source, registry, clock);
        this.clock = clock;
        this.settings = settings;
    }

    /** As {@link Order.Begin}. The answer fails if that cannot be, or this relay does not publish the source. */
    CompletableFuture<ReplayStatus> begin(@Nullable Long position, @Nullable Instant time, @Nullable String topic) {
        return give(new Order.Begin(position, time, topic, new CompletableFuture<>()));
    }

    /** As {@link Order.End}. */
    CompletableFuture<ReplayStatus> end() {
        return give(new Order.End(new CompletableFuture<>()));
    }

    private CompletableFuture<ReplayStatus> give(Order order) {
        var replayer = current;
        if (replayer == null) {
            throw notActive();
        }
        replayer.give(order);
        return order.answer();
    }

    /** Of the one under way or, as long as this program runs, the last one. */
    Optional<ReplayStatus> status() {
        return monitor.status().map(
                status -> status.estimated(live.share(status.from() - 1, status.position(), status.until())));
    }

    /** What may be said of published rows: those that are to be sent again have to stay. Nothing while that is not known. */
    Optional<Progress> holding(Progress progress) {
        var replayer = current;
        return replayer == null ? Optional.empty() : Optional.of(progress.holding(replayer.lowest()));
    }

    /** This relay is about to publish the source, until the result is closed. From now on, replays can be asked for. */
    Replayer open(Optional<Replay> known) {
        var replayer = new Replayer(this, known);
        current = replayer;
        return replayer;
    }

    void ended() {
        current = null;
    }

    String source() {
        return source;
    }

    ReplayMonitor monitor() {
        return monitor;
    }

    Growing backOff() {
        return new Growing(settings.backOff().first(), settings.backOff().longest());
    }

    PublishedRows connect() throws SQLException {
        return database.published(settings.lock(source));
    }

    ReplaySink openSink() {
        return sinks.openReplay(source);
    }

    /** What is asked for, as of now. */
    Replay replay(Order.Begin order, ReplaySink sink, PublishedRows rows) throws SQLException {
        var until = live.published().orElseThrow(this::notActive);
        var refusal = order.topic() == null ? null : sink.refusal(order.topic());
        if (refusal != null) {
            throw new ReplayRefusedException(refusal.message());
        }
        return Replay.of(until, first(order, rows, until), order.topic(), clock.instant());
    }

    private static long first(Order.Begin order, PublishedRows rows, Cursor until) throws SQLException {
        return order.time() == null
                ? Objects.requireNonNull(order.position())
                : rows.firstSince(order.time()).orElse(until.position() + 1);
    }

    /** Rows above that position that have yet to be published for the first time. */
    List<WaitingRows> waiting(long after) {
        return live.parked().stream().filter(key -> key.highest() > after).map(ParkedKey::waitingRows).toList();
    }

    /** As the others see it, too. */
    boolean isOwner() throws SQLException {
        try (var watch = database.watch(settings.lock(source), settings.signOfLife())) {
            return watch.look().isOwnedBy(me);
        }
    }

    NotActiveException notActive() {
        return new NotActiveException(source, live.state(), live.ownerName());
    }
}
