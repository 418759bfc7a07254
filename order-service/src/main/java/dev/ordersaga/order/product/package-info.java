/** The price list: what a customer may order, and at what price. */
@NullMarked
package dev.ordersaga.order.product;

import org.jspecify.annotations.NullMarked;
