package dev.ordersaga.payment.payment;

import java.util.Collection;
import java.util.UUID;

/** The payments, as those who change them inside a transaction see them. */
interface Payments {

    /**
     * Locks the payments of these orders, in the order of their ids, until the transaction ends. One that does not exist
     * yet begins here, as NONE; it cannot be locked, but should another transaction add it first, this one fails.
     */
    void lock(Collection<UUID> orderIds);

    /** @throws IllegalStateException if this transaction has not locked it */
    Payment get(UUID orderId);
}
