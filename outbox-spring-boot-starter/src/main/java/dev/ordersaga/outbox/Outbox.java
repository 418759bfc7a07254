package dev.ordersaga.outbox;

/**
 * Where business code puts the messages about what it has just changed, in the same local transaction.
 *
 * <p>
 * Messages of one key reach consumers in the order of their commits, provided that the caller holds the lock (or has
 * made the version check) of the key's aggregate while it appends. Messages of different keys have no order.
 *
 * <p>
 * Thread-safe; what is appended belongs to the transaction of the calling thread. The pattern is the transactional
 * outbox (Richardson, "Microservices Patterns", ch. 3).
 */
@FunctionalInterface
public interface Outbox {

    /**
     * Adds a message to the current transaction: it is published if and only if that transaction commits. The row may
     * be written as late as just before the commit, in the order of the calls. Whoever is called by the commit (before it, or by
     * an entity that is written then) may still append.
     *
     * @throws IllegalStateException if no transaction is active, or it has committed
     * @throws IllegalArgumentException if the payload cannot be written as JSON or is larger than
     * {@link OutgoingMessage#MAX_PAYLOAD_BYTES}
     */
    void append(OutgoingMessage message);
}
