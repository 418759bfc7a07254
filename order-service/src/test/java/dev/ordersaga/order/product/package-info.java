@NullMarked
package dev.ordersaga.order.product;

import org.jspecify.annotations.NullMarked;
