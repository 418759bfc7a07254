package dev.ordersaga.relay.outbox;

import java.util.List;

/**
 * Rows of one batch, in position order.
 *
 * @param published the rows of the batch are those not visible in this snapshot …
 * @param next … and visible in this one
 * @param rows none if the batch has come to its end, or if there was nothing to read
 * @param cursor the cursor once these rows and all before them are published
 */
public record Page(Snapshot published, Snapshot next, List<OutboxRow> rows, Cursor cursor) {

    /** Everything that was committed when the batch began has been handed out. */
    public boolean isLast() {
        return cursor.batch() == null;
    }

    public long bytes() {
        var bytes = 0L;
        for (var row : rows) {
            bytes += row.size();
        }
        return bytes;
    }
}
