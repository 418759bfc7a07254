package dev.ordersaga.order.order;

import java.util.UUID;

/** What inventory-service is asked to do. */
public sealed interface InventoryCommand extends OrderMessage {

    record ReleaseStock(UUID orderId, CancellationReason reason) implements InventoryCommand {}
}
