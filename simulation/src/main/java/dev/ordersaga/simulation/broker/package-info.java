/** Topics, consumer groups and the relay, in memory. */
@NullMarked
package dev.ordersaga.simulation.broker;

import org.jspecify.annotations.NullMarked;
