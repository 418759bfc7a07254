/** From the request to a placed order, exactly once. */
@NullMarked
package dev.ordersaga.order.placing;

import org.jspecify.annotations.NullMarked;
