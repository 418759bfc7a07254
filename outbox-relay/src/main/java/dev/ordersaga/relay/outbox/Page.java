package dev.ordersaga.relay.outbox;

/**
 * What one read has brought.
 *
 * @param cursor the cursor once the rows are published
 * @param rows how many rows were handed out
 */
public record Page(Cursor cursor, int rows) {

    /** Everything that was committed when its batch began has been handed out. */
    public boolean isLast() {
        return cursor.batch() == null;
    }
}
