@NullMarked
package dev.ordersaga.simulation.choice;

import org.jspecify.annotations.NullMarked;
