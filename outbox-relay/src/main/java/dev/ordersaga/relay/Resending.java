package dev.ordersaga.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.PageLimit;
import dev.ordersaga.relay.outbox.PublishedRows;
import dev.ordersaga.relay.outbox.WaitingRows;
import dev.ordersaga.relay.parking.ParkedKey.Cause;
import dev.ordersaga.relay.replay.Replay;
import dev.ordersaga.relay.sink.RefusedRowException;
import dev.ordersaga.relay.sink.ReplaySink;
import dev.ordersaga.relay.sink.RowsRejectedException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Sends rows of a replay, a transaction at a time: short ones, for their records hold up the readers of their partitions. */
final class Resending {

    private static final PageLimit PAGE = new PageLimit(1000, DataSize.ofMegabytes(1));
    private static final Duration LONGEST = Duration.ofMillis(100);

    private final ReplaySink sink;
    private final PublishedRows published;
    private final Map<Long, Cause> rejected = new HashMap<>();

    Resending(ReplaySink sink, PublishedRows published) {
        this.sink = sink;
        this.published = published;
    }

    /**
     * Sends the next rows and commits.
     *
     * @param waiting rows that have yet to be published for the first time
     * @return how far the replay has come: no farther if rows were rejected, which are left out next time; null if there are
     * none left, and then the replay is forgotten
     */
    @Nullable
    Replay next(Replay replay, List<WaitingRows> waiting) throws SQLException {
        demandTopic(replay);
        var rows = published.read(replay.until(), replay.after(), waiting, PAGE);
        if (rows.isEmpty()) {
            sink.finish();
            return null;
        }
        try {
            var reached = send(replay, rows);
            sink.commit(reached);
            rejected.clear();
            return reached;
        } catch (RowsRejectedException e) {
            sink.rollback();
            rejected.putAll(e.causes());
            return replay;
        }
    }

    private Replay send(Replay replay, List<OutboxRow> rows) {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        var reached = replay;
        for (var row : rows) {
            var cause = send(replay.addressed(row));
            if (cause != null && cause.passes() && replay.topic() != null) {
                throw new IllegalStateException(cause.message());
            }
            reached = cause == null ? reached.sent(row) : reached.leftOut(row, cause);
            if (System.nanoTime() - deadline >= 0) {
                return reached; // the rest is read again
            }
        }
        return reached;
    }

    private @Nullable Cause send(OutboxRow row) {
        var rejection = rejected.get(row.position());
        if (rejection != null) {
            return rejection;
        }
        try {
            sink.send(row);
            return null;
        } catch (RefusedRowException e) {
            return e.refusal();
        }
    }

    /** Where all rows go to one topic, none is left out because that is missing: the replay waits for it. */
    private void demandTopic(Replay replay) {
        var refusal = replay.topic() == null ? null : sink.refusal(replay.topic());
        if (refusal != null) {
            throw new IllegalStateException(refusal.message());
        }
    }
}
