@NullMarked
package dev.ordersaga.order.settling;

import org.jspecify.annotations.NullMarked;
