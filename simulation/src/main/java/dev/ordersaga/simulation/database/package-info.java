/** A database in memory with transactions, row locks and an outbox, as PostgreSQL has them. */
@NullMarked
package dev.ordersaga.simulation.database;

import org.jspecify.annotations.NullMarked;
