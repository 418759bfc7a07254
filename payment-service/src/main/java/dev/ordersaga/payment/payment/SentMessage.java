package dev.ordersaga.payment.payment;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.payment.Money;

/** What payment-service says, all of it on the topic payment-events. */
sealed interface SentMessage {

    UUID orderId();

    record PaymentCompleted(UUID orderId, String customerId, Money amount) implements SentMessage {}

    record PaymentDeclined(UUID orderId, String customerId, DeclineReason reason) implements SentMessage {}

    /** The amount is what was given back: absent when nothing had been charged. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PaymentCancelled(UUID orderId, @Nullable Money amount) implements SentMessage {}
}
