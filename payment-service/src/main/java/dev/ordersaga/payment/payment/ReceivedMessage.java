package dev.ordersaga.payment.payment;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;

import dev.ordersaga.payment.Identifier;
import dev.ordersaga.payment.Money;

/** What payment-service reads of the messages it receives; whatever else they hold is none of its business. */
sealed interface ReceivedMessage {

    UUID orderId();

    record OrderPlaced(@NotNull UUID orderId, @NotNull @Identifier String customerId,
            @NotNull Money total) implements ReceivedMessage {}

    record CancelPayment(@NotNull UUID orderId) implements ReceivedMessage {}
}
