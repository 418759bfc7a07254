/** Where the decisions of a schedule come from, and how a failing one becomes short. */
@NullMarked
package dev.ordersaga.simulation.choice;

import org.jspecify.annotations.NullMarked;
