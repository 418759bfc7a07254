/** Runs the services under a scheduler that decides what happens next, and looks whether the books are right. */
@NullMarked
package dev.ordersaga.simulation;

import org.jspecify.annotations.NullMarked;
