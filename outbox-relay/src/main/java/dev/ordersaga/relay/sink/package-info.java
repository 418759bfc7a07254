/** Publishing rows: the small interface that the relay sees, and Kafka behind it. */
@NullMarked
package dev.ordersaga.relay.sink;

import org.jspecify.annotations.NullMarked;
