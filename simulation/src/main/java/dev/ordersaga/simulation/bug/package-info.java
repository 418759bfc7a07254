/** Bugs that are planted to see whether they are found. */
@NullMarked
package dev.ordersaga.simulation.bug;

import org.jspecify.annotations.NullMarked;
