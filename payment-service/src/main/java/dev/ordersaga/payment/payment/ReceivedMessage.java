package dev.ordersaga.payment.payment;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import dev.ordersaga.payment.Money;

/** What payment-service reads of the messages it receives; whatever else they hold is none of its business. */
sealed interface ReceivedMessage {

    UUID orderId();

    record OrderPlaced(@NotNull UUID orderId, @NotNull @Pattern(regexp = "[!-~]{1,64}") String customerId,
            @NotNull Money total) implements ReceivedMessage {}

    record CancelPayment(@NotNull UUID orderId) implements ReceivedMessage {}
}
