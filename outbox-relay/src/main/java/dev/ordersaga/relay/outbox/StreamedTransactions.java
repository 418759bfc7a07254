package dev.ordersaga.relay.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** What a stream has brought and has not been handed out, transaction by transaction in the order of their commits. */
final class StreamedTransactions {

    private final Map<Long, SortedMap<Long, OutboxRow>> transactions = new LinkedHashMap<>();
    private int rows;
    private long bytes;

    /**
     * The first transactions, about as many as a page has room for.
     *
     * @param ended others have followed them
     * @param last it may go on; null if the page ends before the last one
     */
    record Selection(List<Long> ended, @Nullable Long last) {}

    void add(StreamedRow streamed) {
        var row = streamed.row();
        var known = transactions.computeIfAbsent(streamed.transaction(), _ -> new TreeMap<>()).put(row.position(), row);
        if (known == null) {
            rows++;
            bytes += row.size();
        }
    }

    boolean isEmpty() {
        return transactions.isEmpty();
    }

    boolean fills(PageLimit limit) {
        return rows >= limit.rows() || bytes >= limit.bytes().toBytes();
    }

    Selection select(PageLimit limit) {
        var selected = new ArrayList<Long>();
        var selectedRows = 0;
        var selectedBytes = 0L;
        for (var transaction : transactions.entrySet()) {
            if (selectedRows >= limit.rows() || selectedBytes >= limit.bytes().toBytes()) {
                return new Selection(selected, null);
            }
            selected.add(transaction.getKey());
            selectedRows += transaction.getValue().size();
            selectedBytes += bytes(transaction.getValue());
        }
        var last = selected.removeLast();
        return new Selection(selected, last);
    }

    int count(long transaction) {
        return Objects.requireNonNull(transactions.get(transaction)).size();
    }

    /** In position order. */
    List<OutboxRow> rows(Collection<Long> some) {
        return some.stream().flatMap(each -> Objects.requireNonNull(transactions.get(each)).values().stream())
                .sorted(Comparator.comparingLong(OutboxRow::position)).toList();
    }

    void remove(Collection<Long> some) {
        some.forEach(each -> forget(transactions.remove(each)));
    }

    void removeAll(VisibleTransactions published) {
        remove(transactions.keySet().stream().filter(published::contains).toList());
    }

    private void forget(@Nullable SortedMap<Long, OutboxRow> removed) {
        if (removed != null) {
            rows -= removed.size();
            bytes -= bytes(removed);
        }
    }

    private static long bytes(SortedMap<Long, OutboxRow> some) {
        var sum = 0L;
        for (var row : some.values()) {
            sum += row.size();
        }
        return sum;
    }

    void clear() {
        transactions.clear();
        rows = 0;
        bytes = 0;
    }
}
