package dev.ordersaga.inventory.reservation;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import dev.ordersaga.inventory.Identifier;

/** What inventory-service reads of the messages it receives; whatever else they hold is none of its business. */
sealed interface ReceivedMessage {

    UUID orderId();

    record OrderPlaced(@NotNull UUID orderId, @NotEmpty @Size(max = 100) List<@NotNull @Valid Line> lines)
            implements
                ReceivedMessage {

        record Line(@NotNull @Identifier String sku, @Min(1) @Max(10_000) int quantity) {}

        /** What to reserve: one quantity a sku, summed where the order names it more than once. */
        SortedMap<String, Integer> quantities() {
            var quantities = new TreeMap<String, Integer>();
            lines.forEach(line -> quantities.merge(line.sku(), line.quantity(), Math::addExact));
            return quantities;
        }
    }

    record PaymentCompleted(@NotNull UUID orderId) implements ReceivedMessage {}

    record PaymentDeclined(@NotNull UUID orderId) implements ReceivedMessage {}

    record ReleaseStock(@NotNull UUID orderId) implements ReceivedMessage {}
}
