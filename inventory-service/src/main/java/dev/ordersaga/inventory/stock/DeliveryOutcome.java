package dev.ordersaga.inventory.stock;

sealed interface DeliveryOutcome {

    /** Taken in, now or when the same request came before. */
    record TakenIn(Delivery delivery) implements DeliveryOutcome {}

    record NoRoom() implements DeliveryOutcome {}

    /** The idempotency key came before, with another quantity. */
    record KeyReused() implements DeliveryOutcome {}
}
