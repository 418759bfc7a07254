package dev.ordersaga.order.settling;

import java.util.UUID;

import jakarta.validation.constraints.NotNull;

/** What payment-service tells: the part of it that is read here. */
sealed interface PaymentEvent extends SagaInput {

    record PaymentCompleted(@NotNull UUID orderId) implements PaymentEvent {}

    record PaymentDeclined(@NotNull UUID orderId) implements PaymentEvent {}

    record PaymentCancelled(@NotNull UUID orderId) implements PaymentEvent {}
}
