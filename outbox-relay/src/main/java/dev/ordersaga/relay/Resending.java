package dev.ordersaga.relay;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.PageLimit;
import dev.ordersaga.relay.outbox.PublishedRows;
import dev.ordersaga.relay.outbox.WaitingRows;
import dev.ordersaga.relay.replay.Replay;
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
    private final Attempts attempts;

    Resending(ReplaySink sink, PublishedRows published) {
        this.sink = sink;
        this.published = published;
        this.attempts = new Attempts(sink);
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
            attempts.succeeded();
            return reached;
        } catch (RowsRejectedException e) {
            attempts.failed(e);
            return replay;
        }
    }

    private Replay send(Replay replay, List<OutboxRow> rows) {
        var deadline = System.nanoTime() + LONGEST.toNanos();
        var reached = replay;
        for (var row : rows) {
            var cause = attempts.send(replay.addressed(row));
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

    /** Where all rows go to one topic, none is left out because that is missing: the replay waits for it. */
    private void demandTopic(Replay replay) {
        var refusal = replay.topic() == null ? null : sink.refusal(replay.topic());
        if (refusal != null) {
            throw new IllegalStateException(refusal.message());
        }
    }
}
