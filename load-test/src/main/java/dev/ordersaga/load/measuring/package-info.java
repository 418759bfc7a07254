/** A run: load, and what the processes use meanwhile. */
@NullMarked
package dev.ordersaga.load.measuring;

import org.jspecify.annotations.NullMarked;
