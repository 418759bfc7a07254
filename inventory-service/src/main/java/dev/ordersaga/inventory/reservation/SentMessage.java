package dev.ordersaga.inventory.reservation;

import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/** What inventory-service says and asks for. */
sealed interface SentMessage {

    UUID orderId();

    /** The topic that it goes to. */
    default String topic() {
        return switch (this) {
            case StockReserved _,StockShort _,StockReleased _ -> "inventory-events";
            case CancelPayment _ -> "payment-commands";
        };
    }

    record StockReserved(UUID orderId, List<Line> lines) implements SentMessage {}

    record StockShort(UUID orderId, List<Missing> missing) implements SentMessage {}

    /** The lines are what was given back: empty when nothing had been reserved. */
    record StockReleased(UUID orderId, List<Line> lines) implements SentMessage {}

    record CancelPayment(UUID orderId, CancelReason reason) implements SentMessage {}

    record Line(String sku, int quantity) {

        static List<Line> of(SortedMap<String, Integer> quantities) {
            return quantities.entrySet().stream().map(line -> new Line(line.getKey(), line.getValue())).toList();
        }
    }

    record Missing(String sku, int requested, long available) {}

    enum CancelReason {
        OUT_OF_STOCK
    }
}
