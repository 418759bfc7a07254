package dev.ordersaga.order.order;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The orders, as those who change them inside a transaction see them. Changes to what it returns are kept. */
public interface Orders {

    /** A new order, and the first step of it. */
    record NewOrder(Order order, OrderStep first) {}

    /** New orders: all that they have counted by now is kept, what they count later is not. One question to the database. */
    void add(List<NewOrder> added);

    /** One more step of an order that is locked. */
    void add(OrderStep step);

    /** Locks these orders until the transaction ends, in the order of their ids, with one question to the database. */
    void lock(Collection<UUID> ids);

    /** An order, locked until the transaction ends; no question to the database if {@link #lock} has locked it before. */
    Optional<Order> find(UUID id);

    /** PENDING orders whose deadline has passed, locked, and none that another transaction holds. */
    List<Order> claimOverdue(Instant now, int limit);
}
