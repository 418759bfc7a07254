package dev.ordersaga.payment.payment;

import static dev.ordersaga.payment.payment.DeclineReason.CURRENCY_MISMATCH;
import static dev.ordersaga.payment.payment.DeclineReason.INSUFFICIENT_FUNDS;
import static dev.ordersaga.payment.payment.DeclineReason.NO_SUCH_ACCOUNT;

import java.util.Optional;
import java.util.function.Function;

import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.payment.ReceivedMessage.CancelPayment;
import dev.ordersaga.payment.payment.ReceivedMessage.OrderPlaced;

/** What to do about a message: the whole state table, total over status and message, without I/O. */
sealed interface PaymentDecision {

    record Charge(String customerId, Money amount) implements PaymentDecision {}

    record Decline(String customerId, Money amount, DeclineReason reason) implements PaymentDecision {}

    record GiveBack() implements PaymentDecision {}

    /** Leaves a tombstone: should the order come after its cancellation, it is never charged. */
    record Bar() implements PaymentDecision {}

    /** It has been told already, or there is nothing to tell. */
    record Ignore() implements PaymentDecision {}

    /** The state table as a function, for those who carry out what it decides. */
    @FunctionalInterface
    interface Decider {

        PaymentDecision decide(PaymentStatus status, ReceivedMessage message,
                Function<String, Optional<Money>> balanceOf);
    }

    /** @param balanceOf the balance of a customer's account, empty where there is none */
    static PaymentDecision decide(PaymentStatus status, ReceivedMessage message,
            Function<String, Optional<Money>> balanceOf) {
        return switch (message) {
            case OrderPlaced order -> switch (status) {
                case NONE -> charge(order, balanceOf.apply(order.customerId()));
                case COMPLETED, DECLINED, CANCELLED -> new Ignore();
            };
            case CancelPayment _ -> switch (status) {
                case NONE -> new Bar();
                case COMPLETED -> new GiveBack();
                case DECLINED, CANCELLED -> new Ignore();
            };
        };
    }

    private static PaymentDecision charge(OrderPlaced order, Optional<Money> balance) {
        if (balance.isEmpty()) {
            return decline(order, NO_SUCH_ACCOUNT);
        }
        if (!balance.get().hasCurrencyOf(order.total())) {
            return decline(order, CURRENCY_MISMATCH);
        }
        return balance.get().covers(order.total())
                ? new Charge(order.customerId(), order.total())
                : decline(order, INSUFFICIENT_FUNDS);
    }

    private static Decline decline(OrderPlaced order, DeclineReason reason) {
        return new Decline(order.customerId(), order.total(), reason);
    }
}
