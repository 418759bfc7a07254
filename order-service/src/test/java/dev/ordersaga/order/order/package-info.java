@NullMarked
package dev.ordersaga.order.order;

import org.jspecify.annotations.NullMarked;
