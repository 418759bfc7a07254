/** A real PostgreSQL and a real Kafka broker out of Maven artifacts, each a process of its own. */
@NullMarked
package dev.ordersaga.local.infrastructure;

import org.jspecify.annotations.NullMarked;
