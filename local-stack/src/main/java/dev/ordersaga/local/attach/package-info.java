/** Which of the stacks that run already is meant. */
@NullMarked
package dev.ordersaga.local.attach;

import org.jspecify.annotations.NullMarked;
