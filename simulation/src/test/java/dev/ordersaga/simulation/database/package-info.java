@NullMarked
package dev.ordersaga.simulation.database;

import org.jspecify.annotations.NullMarked;
