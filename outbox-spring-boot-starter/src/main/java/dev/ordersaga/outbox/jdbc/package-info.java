/** The outbox and the inbox as tables of the service's own PostgreSQL database. */
@NullMarked
package dev.ordersaga.outbox.jdbc;

import org.jspecify.annotations.NullMarked;
