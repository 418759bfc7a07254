package dev.ordersaga.outbox.deadletter;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Where a subscription keeps what it could not handle and what waits behind that: all in the transaction that registers the
 * messages in the inbox.
 */
public interface DeadLetterStore {

    /** Those of the lanes that a dead letter holds up; they stay so until the end of the transaction. */
    Set<UUID> held(String subscription, Collection<UUID> lanes);

    /** Keeps a letter that could not be handled; from the commit on it holds up its lane. */
    void park(String subscription, Letter letter, String cause);

    /** Keeps letters, in their order, whose lanes are held up by another. */
    void wait(String subscription, List<Letter> letters);
}
