package dev.ordersaga.outbox;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Remembers which messages a subscription has handled, in the transaction that handles them. */
@FunctionalInterface
public interface Inbox {

    /**
     * Registers the messages as handled by this subscription, all in one statement. Waits for a concurrent transaction
     * that registers one of them.
     *
     * @return those that were not registered before: exactly these are to be handled now
     */
    Set<UUID> register(String subscription, Collection<UUID> messageIds);
}
