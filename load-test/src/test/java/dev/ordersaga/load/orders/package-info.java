@NullMarked
package dev.ordersaga.load.orders;

import org.jspecify.annotations.NullMarked;
