/** What customers see of their orders. */
@NullMarked
package dev.ordersaga.order.viewing;

import org.jspecify.annotations.NullMarked;
