/** Publishing rows once more: what is kept of a replay and what is told of it. */
@NullMarked
package dev.ordersaga.relay.replay;

import org.jspecify.annotations.NullMarked;
