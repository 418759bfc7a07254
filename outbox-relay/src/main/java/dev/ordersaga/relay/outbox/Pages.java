package dev.ordersaga.relay.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Cuts what one statement brings into pages. The last rows are kept back until it is known whether more follow. */
final class Pages {

    private final Cursor begin;
    private final Cursor.Batch batch;
    private final PageLimit limit;
    private final PageReceiver receiver;

    private List<OutboxRow> rows = new ArrayList<>();
    private long bytes;
    private int total;
    private long last;
    private @Nullable UUID lastId;

    Pages(Cursor begin, Cursor.Batch batch, PageLimit limit, PageReceiver receiver) {
        this.begin = begin;
        this.batch = batch;
        this.limit = limit;
        this.receiver = receiver;
        this.last = batch.after();
    }

    void add(OutboxRow row) throws InterruptedException {
        if (rows.size() == limit.rows() || bytes >= limit.bytes().toBytes()) {
            hand(begin.advanced(batch, last, lastId));
        }
        rows.add(row);
        bytes += row.size();
        total++;
        last = row.position();
        lastId = row.id();
    }

    /** @param most a statement that brought fewer rows than that has come to the end of the batch */
    Cursor end(int most) throws InterruptedException {
        var reached = begin.advanced(batch, last, lastId);
        var cursor = total < most ? reached.finished(batch.next()) : reached;
        hand(cursor);
        return cursor;
    }

    private void hand(Cursor cursor) throws InterruptedException {
        receiver.receive(new Page(begin.published(), batch.next(), rows, cursor));
        rows = new ArrayList<>(limit.rows());
        bytes = 0;
    }
}
