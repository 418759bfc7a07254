package dev.ordersaga.simulation.books;

import java.util.List;
import java.util.Map;

/** Which state may follow which. Written down here once more, independently of the code that is judged. */
final class Transitions {

    private static final String NOTHING = "";

    private static final Map<String, List<String>> ORDER = Map.of(
            NOTHING, List.of("PENDING"),
            "PENDING", List.of("PENDING", "CONFIRMED", "CANCELLING", "CANCELLED"),
            "CONFIRMED", List.of("CONFIRMED", "CANCELLING"),
            "CANCELLING", List.of("CANCELLING", "CANCELLED"),
            "CANCELLED", List.of("CANCELLED"));

    private static final Map<String, List<String>> PAYMENT = Map.of(
            NOTHING, List.of("COMPLETED", "DECLINED", "CANCELLED"),
            "COMPLETED", List.of("COMPLETED", "CANCELLED"),
            "DECLINED", List.of("DECLINED"),
            "CANCELLED", List.of("CANCELLED"));

    private static final Map<String, List<String>> RESERVATION = Map.of(
            NOTHING, List.of("AWAITING_PAYMENT", "AWAITING_ORDER", "RESERVED", "SHORT", "RELEASED"),
            "AWAITING_PAYMENT", List.of("AWAITING_PAYMENT", "RESERVED", "SHORT", "RELEASED"),
            "AWAITING_ORDER", List.of("AWAITING_ORDER", "RESERVED", "SHORT", "RELEASED"),
            "RESERVED", List.of("RESERVED", "RELEASED"),
            "SHORT", List.of("SHORT", "RELEASED"),
            "RELEASED", List.of("RELEASED"));

    private Transitions() {}

    static boolean ofOrder(String before, String after) {
        return ORDER.getOrDefault(before, List.of()).contains(after);
    }

    static boolean ofPayment(String before, String after) {
        return PAYMENT.getOrDefault(before, List.of()).contains(after);
    }

    static boolean ofReservation(String before, String after) {
        return RESERVATION.getOrDefault(before, List.of()).contains(after);
    }
}
