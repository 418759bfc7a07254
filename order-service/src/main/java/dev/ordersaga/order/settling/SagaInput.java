package dev.ordersaga.order.settling;

import java.util.UUID;

/** What may happen to an order that has been placed. */
sealed interface SagaInput permits PaymentEvent, InventoryEvent, OwnInput {

    UUID orderId();
}
