/** Change data capture: rows as PostgreSQL's logical decoding sends them, by the Debezium engine. */
@NullMarked
package dev.ordersaga.relay.cdc;

import org.jspecify.annotations.NullMarked;
