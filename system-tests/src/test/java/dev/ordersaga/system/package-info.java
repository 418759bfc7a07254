/** The whole system under test, as those see it who use and operate it: REST, topics, processes, books. */
@NullMarked
package dev.ordersaga.system;

import org.jspecify.annotations.NullMarked;
