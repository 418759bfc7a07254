package dev.ordersaga.relay.sink;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.parking.ParkingChanges;

/**
 * Where the rows of one source go, as one relay sees it from opening to closing. Used by one thread.
 *
 * <p>
 * <b>With transactions</b> ({@link Delivery#EXACTLY_ONCE}) the rows sent and the progress committed with them take effect
 * together or not at all. <b>Without</b> ({@link Delivery#AT_LEAST_ONCE}) a commit waits until the broker has
 * acknowledged every row sent since the last one, and only then stores the progress, where the next sink of the source
 * finds it; rows of a commit that was not reached are sent again, in the same order. Either way the rows of a key arrive
 * in the order in which they were sent, and nothing committed is lost.
 *
 * <p>
 * After any exception that is not named below nobody knows what took effect: the sink is of no use any more, and the next
 * one opened tells by its progress.
 */
public interface Sink extends AutoCloseable {

    Delivery delivery();

    /** What had been committed last when this sink was opened. */
    Progress progress();

    /**
     * Takes a row; rows of one key keep their order.
     *
     * @throws RefusedRowException if this row cannot be published. It was not sent, and the sink goes on as if it had
     * not been asked
     * @throws RowsRejectedException if rows sent since the last commit were rejected: nothing can be committed before
     * {@link #rollback}
     */
    void send(OutboxRow row);

    /**
     * Publishes the rows sent since the last commit, with the cursor and the parked keys that changed.
     *
     * @throws RowsRejectedException as above
     */
    void commit(Cursor cursor, ParkingChanges changes);

    /** Drops what was sent since the last commit, as far as the sink has transactions; everything will be sent again. */
    void rollback();

    /** What was sent and not committed is dropped. */
    @Override
    void close();
}
