/** The whole system in one process, and what may happen to it. */
@NullMarked
package dev.ordersaga.simulation.world;

import org.jspecify.annotations.NullMarked;
