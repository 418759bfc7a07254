/** From a placed order to its end: the saga. */
@NullMarked
package dev.ordersaga.order.settling;

import org.jspecify.annotations.NullMarked;
