package dev.ordersaga.inventory.reservation;

/** NONE is what an order has of which nothing has been heard yet; it is never committed. */
enum ReservationStatus {
    NONE, AWAITING_PAYMENT, AWAITING_ORDER, RESERVED, SHORT, RELEASED
}
