@NullMarked
package dev.ordersaga.order.placing;

import org.jspecify.annotations.NullMarked;
