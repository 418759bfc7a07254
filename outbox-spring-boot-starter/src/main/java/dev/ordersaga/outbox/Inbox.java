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

    /**
     * What {@link #admit} says.
     *
     * @param fresh what was not registered before
     * @param lanesHeld whether any message of the subscription may be held up by one that could not be handled: then it is
     * to be asked which, before anything is handled
     */
    record Admission(Set<UUID> fresh, boolean lanesHeld) {}

    /**
     * Registers like {@link #register}, and says whether the subscription may have messages that are held up, as it is after
     * the wait for concurrent transactions.
     */
    default Admission admit(String subscription, Collection<UUID> messageIds) {
        return new Admission(register(subscription, messageIds), true);
    }

    /** Registers them as handled now, whether they were registered before or not. */
    default void remember(String subscription, Collection<UUID> messageIds) {
        register(subscription, messageIds);
    }
}
