package dev.ordersaga.order.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.ordersaga.order.Money;

/** What has happened to an order, for everybody to know. */
public sealed interface OrderEvent extends OrderMessage {

    record OrderPlaced(UUID orderId, String customerId, List<Line> lines, Money total, Instant placedAt)
            implements
                OrderEvent {

        public record Line(String sku, int quantity, Money unitPrice) {}

        public static OrderPlaced of(Order order) {
            var lines = order.lines().stream()
                    .map(line -> new Line(line.sku(), line.quantity(), order.unitPrice(line)))
                    .toList();
            return new OrderPlaced(order.id(), order.customerId(), lines, order.total(), order.placedAt());
        }
    }

    record OrderConfirmed(UUID orderId, String customerId) implements OrderEvent {}

    record OrderCancelled(UUID orderId, String customerId, CancellationReason reason) implements OrderEvent {}
}
