package dev.ordersaga.benchmarks.messages;

import java.util.List;
import java.util.UUID;

/** The payload as an object, for the libraries that take objects and write JSON themselves. */
public record OrderPlaced(long sequence, UUID orderId, UUID customerId, String status, String currency, long total,
        List<Line> lines, String reference) {

    /** What was ordered. */
    public record Line(UUID article, int quantity, int price) {}
}
