/** The reservations of orders: {@link dev.ordersaga.inventory.reservation.ReservationDecision} is the state table. */
@NullMarked
package dev.ordersaga.inventory.reservation;

import org.jspecify.annotations.NullMarked;
