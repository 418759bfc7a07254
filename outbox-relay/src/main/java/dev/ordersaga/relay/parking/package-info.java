/** Keys of which a row cannot be published: what is known of them, and which rows wait. */
@NullMarked
package dev.ordersaga.relay.parking;

import org.jspecify.annotations.NullMarked;
