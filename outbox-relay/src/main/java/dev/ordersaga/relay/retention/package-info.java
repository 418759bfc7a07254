/** Lets published rows leave: asks the functions of the table, which decide by themselves. */
@NullMarked
package dev.ordersaga.relay.retention;

import org.jspecify.annotations.NullMarked;
