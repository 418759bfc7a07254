package dev.ordersaga.order.order;

import java.util.UUID;

/** What this service sends. */
public sealed interface OrderMessage permits OrderEvent, PaymentCommand, InventoryCommand {

    UUID orderId();
}
