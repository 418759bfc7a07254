package dev.ordersaga.payment.payment;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.ordersaga.payment.Money;
import dev.ordersaga.rest.Problems;

@RestController
class PaymentsController {

    private final JpaPayments payments;

    PaymentsController(JpaPayments payments) {
        this.payments = payments;
    }

    /** Without an amount where the order was cancelled before it came. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PaymentView(UUID orderId, @Nullable Money amount, PaymentStatus status) {}

    @GetMapping("/payments/{orderId}")
    PaymentView payment(@PathVariable UUID orderId) {
        return payments.read(orderId)
                .map(payment -> new PaymentView(orderId, payment.amount().orElse(null), payment.status()))
                .orElseThrow(() -> Problems.notFound("payment for order", orderId));
    }
}
