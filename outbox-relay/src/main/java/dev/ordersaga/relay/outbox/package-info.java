/** Reading an outbox: snapshots instead of a high-water mark, in pages of bounded size. */
@NullMarked
package dev.ordersaga.relay.outbox;

import org.jspecify.annotations.NullMarked;
