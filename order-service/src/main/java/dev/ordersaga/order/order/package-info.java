/** The order, its states and the messages that it sends. */
@NullMarked
package dev.ordersaga.order.order;

import org.jspecify.annotations.NullMarked;
