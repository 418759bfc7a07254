package dev.ordersaga.order.order;

public enum OrderStatus {
    PENDING, CONFIRMED, CANCELLING, CANCELLED
}
