package dev.ordersaga.relay.outbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The transactions that are visible in a snapshot, as a set to which others can be added one by one: what comes of it is
 * a snapshot again, though none that a server has ever taken.
 */
final class VisibleTransactions {

    private final Snapshot snapshot;
    private final long end;
    private final long[] gaps;

    private VisibleTransactions(Snapshot snapshot, long end, long[] gaps) {
        this.snapshot = snapshot;
        this.end = end;
        this.gaps = gaps;
    }

    static VisibleTransactions of(Snapshot snapshot) {
        var text = snapshot.text();
        var running = text.substring(text.lastIndexOf(':') + 1);
        return new VisibleTransactions(snapshot, snapshot.xmax(), running.isEmpty()
                ? new long[0]
                : Arrays.stream(running.split(",")).mapToLong(Long::parseLong).sorted().distinct().toArray());
    }

    boolean contains(long transaction) {
        return transaction < end && Arrays.binarySearch(gaps, transaction) < 0;
    }

    /** Every one between the last of these and the given ones is not in the set that comes of it. */
    VisibleTransactions with(Collection<Long> transactions) {
        var added = transactions.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
        if (added.length == 0) {
            return this;
        }
        var newEnd = Math.max(end, added[added.length - 1] + 1);
        var newGaps = LongStream.concat(Arrays.stream(gaps), LongStream.range(end, newEnd))
                .filter(gap -> Arrays.binarySearch(added, gap) < 0).toArray();
        return new VisibleTransactions(snapshot(newEnd, newGaps), newEnd, newGaps);
    }

    private static Snapshot snapshot(long end, long[] gaps) {
        var begin = gaps.length == 0 ? end : gaps[0];
        return new Snapshot(begin + ":" + end + ":"
                + Arrays.stream(gaps).mapToObj(String::valueOf).collect(Collectors.joining(",")));
    }

    /** Those below the given one that are not in the set. */
    List<Long> missingBefore(long transaction) {
        return LongStream.concat(Arrays.stream(gaps), LongStream.range(end, transaction))
                .filter(missing -> missing < transaction).boxed().toList();
    }

    /** How long the snapshot is, so to speak. */
    int gapCount() {
        return gaps.length;
    }

    Snapshot snapshot() {
        return snapshot;
    }
}
