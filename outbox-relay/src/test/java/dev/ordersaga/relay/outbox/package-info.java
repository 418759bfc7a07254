@NullMarked
package dev.ordersaga.relay.outbox;

import org.jspecify.annotations.NullMarked;
