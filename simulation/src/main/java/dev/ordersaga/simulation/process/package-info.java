/** Programs whose work can be stopped in the middle, one at a time. */
@NullMarked
package dev.ordersaga.simulation.process;

import org.jspecify.annotations.NullMarked;
