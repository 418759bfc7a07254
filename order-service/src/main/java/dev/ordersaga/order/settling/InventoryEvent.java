package dev.ordersaga.order.settling;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;

/** What inventory-service tells: the part of it that is read here. */
sealed interface InventoryEvent extends SagaInput {

    record StockReserved(@NotNull UUID orderId) implements InventoryEvent {}

    record StockShort(@NotNull UUID orderId) implements InventoryEvent {}

    record StockReleased(@NotNull UUID orderId) implements InventoryEvent {}
}
