package dev.ordersaga.simulation.books;

import java.util.SortedMap;
import java.util.UUID;

/** A reservation as it was committed; the lines are the quantity of each sku. */
public record ReservationRow(UUID orderId, String status, SortedMap<String, Integer> lines) {

    boolean isReserved() {
        return status.equals("RESERVED");
    }
}
