package dev.ordersaga.payment.payment;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import dev.ordersaga.payment.Money;
import dev.ordersaga.simulation.bug.Bug;

/** The payment's real decisions, but for the planted bug. */
final class WrongPaymentDecisions implements PaymentDecision.Decider {

    private final Set<Bug> bugs;

    WrongPaymentDecisions(Set<Bug> bugs) {
        this.bugs = bugs;
    }

    @Override
    public PaymentDecision decide(PaymentStatus status, ReceivedMessage message,
            Function<String, Optional<Money>> balanceOf) {
        var decision = PaymentDecision.decide(status, message, balanceOf);
        return bugs.isEmpty() ? decision : wrong(decision);
    }

    private PaymentDecision wrong(PaymentDecision decision) {
        return switch (decision) {
            case PaymentDecision.Bar _ when bugs.contains(Bug.UNKNOWN_PAYMENT_NOT_ANSWERED) ->
                new PaymentDecision.Ignore();
            case PaymentDecision.Decline(var customer, var amount, var reason) when reason == DeclineReason.INSUFFICIENT_FUNDS
                    && bugs.contains(Bug.OVERDRAFT) -> new PaymentDecision.Charge(
                            customer, amount);
            default -> decision;
        };
    }
}
