package dev.ordersaga.relay.sink;

import java.util.Optional;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxRow;

/**
 * Where the rows of one source go, as one relay sees it from opening to closing. Used by one thread.
 *
 * <p>
 * The rows sent and the cursor committed with them take effect together or not at all. After any exception nobody knows
 * which it was: the sink is of no use any more, and the next one opened tells by its cursor.
 */
public interface Sink extends AutoCloseable {

    /** What had been committed last when this sink was opened; empty for a source never published. */
    Optional<Cursor> cursor();

    /** Takes a row; rows of one key keep their order. Not visible to anybody before the commit. */
    void send(OutboxRow row);

    /** Publishes the rows sent since the last commit, and the cursor. */
    void commit(Cursor cursor);

    /** What was sent and not committed is dropped. */
    @Override
    void close();
}
