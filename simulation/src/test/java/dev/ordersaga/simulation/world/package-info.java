@NullMarked
package dev.ordersaga.simulation.world;

import org.jspecify.annotations.NullMarked;
