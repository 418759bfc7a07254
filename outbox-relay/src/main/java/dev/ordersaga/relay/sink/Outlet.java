package dev.ordersaga.relay.sink;

import dev.ordersaga.relay.outbox.OutboxRow;

/**
 * Where rows of one source go, as one relay sees it from opening to closing; what is committed with them is said by the
 * kinds of it. Used by one thread.
 *
 * <p>
 * <b>With transactions</b> ({@link Delivery#EXACTLY_ONCE}) the rows sent and the progress committed with them take effect
 * together or not at all. <b>Without</b> ({@link Delivery#AT_LEAST_ONCE}) a commit waits until the broker has
 * acknowledged every row sent since the last one, and only then stores the progress, where the next one opened
 * finds it; rows of a commit that was not reached are sent again, in the same order. Either way the rows of a key arrive
 * in the order in which they were sent, and nothing committed is lost.
 *
 * <p>
 * After any exception that is not named below nobody knows what took effect: this is of no use any more, and the next
 * one opened tells by its progress.
 */
public interface Outlet extends AutoCloseable {

    Delivery delivery();

    /**
     * Takes a row; rows of one key keep their order.
     *
     * @throws RefusedRowException if this row cannot be published. It was not sent, and all goes on as if this had
     * not been asked
     * @throws RowsRejectedException if rows sent since the last commit were rejected: nothing can be committed before
     * {@link #rollback}
     */
    void send(OutboxRow row);

    /** Drops what was sent since the last commit, as far as there are transactions; everything will be sent again. */
    void rollback();

    /** What was sent and not committed is dropped. */
    @Override
    void close();
}
