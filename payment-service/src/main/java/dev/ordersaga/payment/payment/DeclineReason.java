package dev.ordersaga.payment.payment;

enum DeclineReason {
    NO_SUCH_ACCOUNT, INSUFFICIENT_FUNDS, CURRENCY_MISMATCH
}
