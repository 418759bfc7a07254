@NullMarked
package dev.ordersaga.relay.sink;

import org.jspecify.annotations.NullMarked;
