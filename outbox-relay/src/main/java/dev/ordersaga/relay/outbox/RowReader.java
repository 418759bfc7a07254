package dev.ordersaga.relay.outbox;

import java.sql.SQLException;

/** Reads the rows that a cursor does not know. Used by one thread. */
public interface RowReader extends AutoCloseable {

    /**
     * Hands what there is to the receiver. What has been handed out may get lost; then it is read again, from an earlier
     * cursor.
     *
     * @return the cursor of the last page, with which to read on; the given one if there was none
     */
    Cursor read(Cursor cursor, PageReceiver receiver) throws SQLException, InterruptedException;

    /** Whether reading waits for rows by itself, so that there is no need of a pause before it is asked again. */
    default boolean waitsForRows() {
        return false;
    }

    @Override
    void close() throws SQLException;
}
