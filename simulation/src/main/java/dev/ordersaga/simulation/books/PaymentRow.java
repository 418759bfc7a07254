package dev.ordersaga.simulation.books;

import java.math.BigDecimal;
import java.util.UUID;

/** A payment as it was committed; customer and amount are empty while they are unknown. */
public record PaymentRow(UUID orderId, String status, String customerId, BigDecimal amount) {

    boolean isCompleted() {
        return status.equals("COMPLETED");
    }
}
