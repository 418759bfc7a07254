/** Places orders at a given rate and sees them end. */
@NullMarked
package dev.ordersaga.load.driving;

import org.jspecify.annotations.NullMarked;
