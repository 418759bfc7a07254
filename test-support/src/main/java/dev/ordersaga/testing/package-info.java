/** The real database and broker for integration tests. */
@NullMarked
package dev.ordersaga.testing;

import org.jspecify.annotations.NullMarked;
