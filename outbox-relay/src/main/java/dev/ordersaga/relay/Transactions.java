package dev.ordersaga.relay;

import java.sql.SQLException;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.parking.ParkedKey.Cause;
import dev.ordersaga.relay.parking.Parking;
import dev.ordersaga.relay.sink.RowsRejectedException;
import dev.ordersaga.relay.sink.Sink;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of a sink, to be repeated without the rows that turned out not to be publishable. Each kind of work has its
 * own: which rows the broker has rejected is known until the next one that is committed.
 */
final class Transactions {

    private final Sink sink;
    private final Parking parking;
    private final Attempts attempts;

    Transactions(Sink sink, Parking parking) {
        this.sink = sink;
        this.parking = parking;
        this.attempts = new Attempts(sink);
    }

    /** What one transaction sends. */
    @FunctionalInterface
    interface Work {

        /** @return the cursor to commit */
        Cursor send() throws SQLException, InterruptedException;
    }

    /**
     * Commits what the work sends.
     *
     * @return the committed cursor, or null if nothing was committed because the broker has rejected rows: the same is to be
     * sent again, and this time {@link #send} says of these why not
     */
    @Nullable
    Cursor run(Work work) throws SQLException, InterruptedException {
        try {
            var cursor = work.send();
            sink.commit(cursor, parking.changes());
            parking.commit();
            attempts.succeeded();
            return cursor;
        } catch (RowsRejectedException e) {
            attempts.failed(e);
            parking.rollback();
            return null;
        }
    }

    /** Sends the row, or says why it cannot be published. */
    @Nullable
    Cause send(OutboxRow row) {
        return attempts.send(row);
    }
}
