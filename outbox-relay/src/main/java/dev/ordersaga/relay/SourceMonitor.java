package dev.ordersaga.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import dev.ordersaga.relay.outbox.Candidate;
import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.Deviation;
import dev.ordersaga.relay.outbox.Membership;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.Page;
import dev.ordersaga.relay.outbox.WayOn;
import dev.ordersaga.relay.parking.ParkedKey;
import dev.ordersaga.relay.retention.Progress;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what can be told about a source: told by its worker, read by anybody. */
final class SourceMonitor {

    private static final Logger log = LoggerFactory.getLogger(SourceMonitor.class);

    private final String source;
    private final Candidate me;
    private final InstantSource clock;
    private final RowRate rate;
    private final StreamMonitor stream;
    private final SourceMetrics metrics;

    private volatile SourceState state = SourceState.STARTING;
    private volatile Instant since;
    private volatile @Nullable Membership membership;
    private volatile @Nullable Standing standing;
    private volatile @Nullable Instant lastPublishedAt;
    private volatile @Nullable Instant caughtUpAt;
    private volatile @Nullable Instant oldestUnpublished;
    private volatile @Nullable String lastError;
    private volatile @Nullable Instant lastErrorAt;

    SourceMonitor(String source, Candidate me, MeterRegistry registry, InstantSource clock) {
        this.source = source;
        this.me = me;
        this.clock = clock;
        this.rate = new RowRate(clock);
        this.stream = new StreamMonitor(source, registry, clock);
        this.since = clock.instant();
        metrics = new SourceMetrics(source, registry);
        metrics.tellOf(this);
    }

    /** What has been published: of one commit, since what is said of the table's old rows rests on both. */
    private record Standing(Cursor cursor, List<ParkedKey> parked) {

        Progress progress() {
            var waiting = parked.stream().map(ParkedKey::lowest).min(Long::compare);
            return new Progress(cursor.published(), waiting.orElse(null));
        }
    }

    void sees(Membership seen) {
        membership = seen;
    }

    /** The database cannot be asked. */
    void seesNothing() {
        membership = null;
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
        standing = null;
        oldestUnpublished = null;
        enters(SourceState.STANDBY);
    }

    void waitsForTable() {
        enters(SourceState.WAITING_FOR_TABLE);
    }

    void starts(Cursor from, List<ParkedKey> keys) {
        standing = new Standing(from, keys);
        enters(SourceState.ACTIVE);
    }

    /** Rows are being sent, the oldest of them made then. */
    void sends(Instant oldest) {
        if (oldestUnpublished == null) {
            oldestUnpublished = oldest;
        }
    }

    /** The pages up to this one are published. What is left of the batch is hardly younger than the last of them. */
    void published(Page last, int count) {
        metrics.published(count);
        metrics.committed();
        rate.add(count);
        lastPublishedAt = clock.instant();
        oldestUnpublished = last.isLast() || last.rows().isEmpty() ? null : last.rows().getLast().createdAt();
    }

    /** Rows that had to wait are published. */
    void releases(int count) {
        metrics.published(count);
        rate.add(count);
    }

    /** Everything up to there is published, apart from what waits. */
    void reached(Cursor reached, List<ParkedKey> parked) {
        standing = new Standing(reached, parked);
        if (reached.batch() == null) {
            caughtUpAt = clock.instant();
            oldestUnpublished = null;
        }
    }

    List<ParkedKey> parked() {
        var known = standing;
        return known == null ? List.of() : known.parked();
    }

    private @Nullable Cursor cursor() {
        var known = standing;
        return known == null ? null : known.cursor();
    }

    void decided(ParkedKey key, Decisions.Action action) {
        log.warn("Source {}: {} for the row of position {} (id {}), at which key {} is parked", source, action,
                key.row().position(), key.row().id(), key.key());
    }

    void failed(SourceState entered, Throwable error, Duration pause) {
        metrics.failed();
        lastError = error.getMessage() == null ? error.toString() : error.getMessage();
        lastErrorAt = clock.instant();
        log.warn("Source {}: {}; trying again in {} ms", source, lastError, pause.toMillis());
        log.debug("Source {}", source, error);
        enters(entered);
    }

    /** Until somebody says how it goes on. */
    void stops(Deviation deviation, Optional<Cursor> known, List<ParkedKey> keys) {
        metrics.failed();
        standing = known.map(cursor -> new Standing(cursor, keys)).orElse(null);
        lastError = deviation.message() + " Nothing is published until somebody says how the source goes on: POST"
                + " /actuator/relay/" + source + " at this instance.";
        lastErrorAt = clock.instant();
        log.warn("Source {}: {}", source, lastError);
        enters(SourceState.of(deviation.kind()));
    }

    /** As the settings say. */
    void accepts(Deviation deviation) {
        log.warn("Source {}: {} It goes on, since its setting keeps-transactions says that none ever is", source,
                deviation.message());
    }

    void resumes(WayOn way, Cursor cursor) {
        log.warn("Source {}: {}, as somebody has asked for; the cursor is now {}", source, switch (way) {
            case WayOn.AtCursor _ -> "goes on at its cursor: what was lost of transactions is not looked for";
            case WayOn.FromBeginning _ -> "all rows of the table are published, again or for the first time";
            case WayOn.FromNow _ -> "all rows committed by now count as published";
            case WayOn.FromPosition(var position) -> "rows committed by now below position " + position
                    + " count as published, all others are published";
            case WayOn.FromTime(var time) -> "rows committed by now before the first one of " + time
                    + " or later count as published, all others are published";
        }, cursor);
    }

    SourceState state() {
        return state;
    }

    double rowsPerSecond() {
        return rate.perSecond();
    }

    /** What has certainly been published, while this relay is the one that publishes. */
    Optional<Progress> progress() {
        var known = standing;
        return state == SourceState.ACTIVE && known != null ? Optional.of(known.progress()) : Optional.empty();
    }

    /** As {@link #progress}, to the row. */
    Optional<Cursor> published() {
        return state == SourceState.ACTIVE ? Optional.ofNullable(cursor()) : Optional.empty();
    }

    /** An estimate of how much of the rows from one position to another lies below that in between. */
    @Nullable
    Double share(long after, long reached, long until) {
        var seen = membership;
        if (seen == null) {
            return null;
        }
        var all = seen.rowsBetween(after, until);
        return all == 0 ? 1.0 : (double) seen.rowsBetween(after, Math.min(reached, until)) / all;
    }

    Duration lag() {
        var oldest = oldestUnpublished;
        return oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
    }

    long rowsBehind() {
        var seen = membership;
        var known = cursor();
        if (seen == null || known == null) {
            return 0;
        }
        return Math.max(seen.rowsAbove(known.position()), oldestUnpublished == null ? 0 : 1);
    }

    @Nullable
    String ownerName() {
        var seen = membership;
        return seen == null ? null : seen.ownerName();
    }

    boolean isOwner() {
        var seen = membership;
        return seen != null && seen.isOwnedBy(me);
    }

    SourceStatus status() {
        var seen = membership;
        var known = cursor();
        var lag = known == null ? null : new SourceStatus.Lag(lag().toMillis() / 1000.0, rowsBehind());
        return new SourceStatus(state, since, ownerName(), seen == null ? List.of() : seen.candidateNames(), known,
                metrics.rowsPublished(), rate.perSecond(), lastPublishedAt, caughtUpAt, oldestUnpublished, lag,
                lastError,
                lastErrorAt, stream.status());
    }

    StreamMonitor stream() {
        return stream;
    }
}
