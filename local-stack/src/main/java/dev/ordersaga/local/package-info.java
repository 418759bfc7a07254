/** The {@code saga} command. */
@NullMarked
package dev.ordersaga.local;

import org.jspecify.annotations.NullMarked;
