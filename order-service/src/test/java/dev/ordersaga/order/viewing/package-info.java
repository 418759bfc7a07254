@NullMarked
package dev.ordersaga.order.viewing;

import org.jspecify.annotations.NullMarked;
