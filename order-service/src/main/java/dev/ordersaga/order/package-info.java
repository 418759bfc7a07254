/**
 * Takes orders and brings each of them to its end: {@code placing} accepts an order, {@code settling} decides what every
 * message, cancellation and deadline means for it, {@code viewing} shows it. {@code order} holds the aggregate and the
 * messages that it sends, {@code product} the price list.
 */
@NullMarked
package dev.ordersaga.order;

import org.jspecify.annotations.NullMarked;
