package dev.ordersaga.payment.payment;

/** NONE is what an order has of which nothing has been heard yet; it is never committed. */
enum PaymentStatus {
    NONE, COMPLETED, DECLINED, CANCELLED
}
