package dev.ordersaga.payment.payment;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.ordersaga.payment.Money;
import dev.ordersaga.rest.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;

@RestController
class PaymentsController {

    private final JdbcPayments payments;

    PaymentsController(JdbcPayments payments) {
        this.payments = payments;
    }

    /** Without an amount where the order was cancelled before it came. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Payment")
    record PaymentView(UUID orderId, @Nullable Money amount, PaymentStatus status) {}

    @GetMapping("/payments/{orderId}")
    @Operation(summary = "The payment of an order", description = "What is no id of an order, whatever it looks like, is not found.")
    PaymentView getPayment(@PathVariable UUID orderId) {
        return payments.read(orderId)
                .map(payment -> new PaymentView(orderId, payment.amount().orElse(null), payment.status()))
                .orElseThrow(() -> Problems.notFound("payment for order", orderId));
    }
}
