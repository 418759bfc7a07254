/** What must hold, whatever happens. */
@NullMarked
package dev.ordersaga.simulation.books;

import org.jspecify.annotations.NullMarked;
