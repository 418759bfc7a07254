package dev.ordersaga.inventory.reservation;

import java.util.Collection;
import java.util.UUID;

/** The reservations, as those who change them inside a transaction see them. */
interface Reservations {

    /**
     * Locks the reservations of these orders, in the order of their ids, until the transaction ends. One that does not
     * exist yet begins here, as NONE; it cannot be locked, but should another transaction add it first, this one fails.
     */
    void lock(Collection<UUID> orderIds);

    /** @throws IllegalStateException if this transaction has not locked it */
    Reservation get(UUID orderId);
}
