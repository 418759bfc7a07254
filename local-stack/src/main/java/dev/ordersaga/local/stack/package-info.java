/** The whole system on this machine: PostgreSQL, Kafka and the four programs, each a process of its own. */
@NullMarked
package dev.ordersaga.local.stack;

import org.jspecify.annotations.NullMarked;
