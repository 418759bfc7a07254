package dev.ordersaga.inventory.reservation;

import java.util.List;
import java.util.SortedMap;
import java.util.function.ToLongFunction;

import dev.ordersaga.inventory.reservation.ReceivedMessage.OrderPlaced;
import dev.ordersaga.inventory.reservation.ReceivedMessage.PaymentCompleted;
import dev.ordersaga.inventory.reservation.ReceivedMessage.PaymentDeclined;
import dev.ordersaga.inventory.reservation.ReceivedMessage.ReleaseStock;
import dev.ordersaga.inventory.reservation.SentMessage.Missing;

/** What to do about a message: the whole state table, total over status and message, without I/O. */
sealed interface ReservationDecision {

    /** Keeps the lines until the order is paid. */
    record AwaitPayment(SortedMap<String, Integer> lines) implements ReservationDecision {}

    /** It is paid, what was ordered is not known yet: the topics have no order among each other. */
    record AwaitOrder() implements ReservationDecision {}

    record Reserve(SortedMap<String, Integer> lines) implements ReservationDecision {}

    /** Reserves nothing, and has the payment cancelled. */
    record FallShort(SortedMap<String, Integer> lines, List<Missing> missing) implements ReservationDecision {}

    record GiveBack() implements ReservationDecision {}

    /** Nothing is reserved, and whatever comes late, nothing will be; whoever asked for it is told so. */
    record Bar() implements ReservationDecision {}

    /** Nothing is reserved, and nothing will be; nobody waits to hear it. */
    record Drop() implements ReservationDecision {}

    /** It has been told already, or there is nothing to tell. */
    record Ignore() implements ReservationDecision {}

    /** The state table as a function, for those who carry out what it decides. */
    @FunctionalInterface
    interface Decider {

        ReservationDecision decide(ReservationStatus status, SortedMap<String, Integer> lines, ReceivedMessage message,
                ToLongFunction<String> availableOf);
    }

    /**
     * @param lines what the reservation is about, empty while the order is not known
     * @param availableOf the available pieces of a sku, 0 where it is unknown
     */
    static ReservationDecision decide(ReservationStatus status, SortedMap<String, Integer> lines,
            ReceivedMessage message, ToLongFunction<String> availableOf) {
        return switch (message) {
            case OrderPlaced order -> switch (status) {
                case NONE -> new AwaitPayment(order.quantities());
                case AWAITING_ORDER -> reserve(order.quantities(), availableOf);
                case AWAITING_PAYMENT, RESERVED, SHORT, RELEASED -> new Ignore();
            };
            case PaymentCompleted _ -> switch (status) {
                case NONE -> new AwaitOrder();
                case AWAITING_PAYMENT -> reserve(lines, availableOf);
                case AWAITING_ORDER, RESERVED, SHORT, RELEASED -> new Ignore();
            };
            case PaymentDeclined _ -> switch (status) {
                case NONE, AWAITING_PAYMENT -> new Drop();
                case AWAITING_ORDER, RESERVED, SHORT, RELEASED -> new Ignore();
            };
            case ReleaseStock _ -> switch (status) {
                case RESERVED -> new GiveBack();
                case NONE, AWAITING_PAYMENT, AWAITING_ORDER, SHORT -> new Bar();
                case RELEASED -> new Ignore();
            };
        };
    }

    private static ReservationDecision reserve(SortedMap<String, Integer> lines, ToLongFunction<String> availableOf) {
        var missing = lines.entrySet().stream()
                .map(line -> new Missing(line.getKey(), line.getValue(), availableOf.applyAsLong(line.getKey())))
                .filter(line -> line.available() < line.requested())
                .toList();
        return missing.isEmpty() ? new Reserve(lines) : new FallShort(lines, missing);
    }
}
