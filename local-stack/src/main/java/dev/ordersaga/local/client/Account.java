package dev.ordersaga.local.client;

/** A customer's account at payment-service. */
public record Account(String customerId, Money balance) {}
