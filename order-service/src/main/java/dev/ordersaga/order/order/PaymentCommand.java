package dev.ordersaga.order.order;

import java.util.UUID;

/** What payment-service is asked to do. */
public sealed interface PaymentCommand extends OrderMessage {

    record CancelPayment(UUID orderId, CancellationReason reason) implements PaymentCommand {}
}
