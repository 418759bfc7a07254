/** All interleavings of one order, not by chance. */
@NullMarked
package dev.ordersaga.simulation.exploration;

import org.jspecify.annotations.NullMarked;
