/** Dead letters: what a subscription could not handle, kept with all that waits behind it until somebody decides. */
@NullMarked
package dev.ordersaga.outbox.deadletter;

import org.jspecify.annotations.NullMarked;
