package dev.ordersaga.order.placing;

import org.jspecify.annotations.Nullable;

/** Places orders, each in a transaction or several in one. What has not been placed leaves nothing behind. */
@FunctionalInterface
interface Placing {

    /**
     * When it returns, it has been committed.
     *
     * @param key the order is placed once, however often it is asked for with the same key
     */
    Placement place(OrderRequest request, @Nullable String key);
}
