package dev.ordersaga.local.stack;

import java.util.List;

/**
 * Breaks parts of a running stack and mends them, without the stack taking it for a failure of its own. The names of the
 * parts are the constants here. Safe for use by several threads.
 */
public interface Parts {

    String POSTGRES = "postgres";
    String KAFKA = "kafka";
    String ORDER_SERVICE = "order-service";
    String PAYMENT_SERVICE = "payment-service";
    String INVENTORY_SERVICE = "inventory-service";
    String OUTBOX_RELAY = "outbox-relay";

    /** Those that are ours. */
    List<String> PROGRAMS = List.of(ORDER_SERVICE, PAYMENT_SERVICE, INVENTORY_SERVICE, OUTBOX_RELAY);

    /** {@code kill -9}; returns when it is gone. */
    void kill(String part);

    /** Asks it to end in good order; returns when it is gone. */
    void stop(String part);

    /** Starts a part that was killed or stopped; returns when it is ready. */
    void start(String part);

    /** {@code kill -STOP}: the part is there and does not answer. */
    void suspend(String part);

    /** Lets a suspended part go on. */
    void resume(String part);
}
