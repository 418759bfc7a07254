/** What the commands write for the person in front of the terminal. */
@NullMarked
package dev.ordersaga.local.console;

import org.jspecify.annotations.NullMarked;
