/** The relay: one worker a source, its settings, its state as seen from outside. */
@NullMarked
package dev.ordersaga.relay;

import org.jspecify.annotations.NullMarked;
