/** Orders that should have settled long ago, so that somebody sees them. */
@NullMarked
package dev.ordersaga.order.overdue;

import org.jspecify.annotations.NullMarked;
