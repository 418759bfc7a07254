@NullMarked
package dev.ordersaga.order;

import org.jspecify.annotations.NullMarked;
