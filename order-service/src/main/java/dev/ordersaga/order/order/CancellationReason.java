package dev.ordersaga.order.order;

public enum CancellationReason {
    PAYMENT_DECLINED, OUT_OF_STOCK, CUSTOMER_REQUEST, TIMEOUT
}
