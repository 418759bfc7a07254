package dev.ordersaga.payment.payment;

import static dev.ordersaga.payment.payment.PaymentStatus.CANCELLED;
import static dev.ordersaga.payment.payment.PaymentStatus.COMPLETED;
import static dev.ordersaga.payment.payment.PaymentStatus.DECLINED;
import static dev.ordersaga.payment.payment.PaymentStatus.NONE;
import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.payment.Money;

/** What has become of the payment of one order. */
class Payment {

    /** All of a payment that changes. */
    record Progress(PaymentStatus status, @Nullable String customerId, @Nullable Money amount, long messagesSent) {}

    private final UUID orderId;
    private @Nullable String customerId;
    private @Nullable Money amount;
    private PaymentStatus status;
    private long messagesSent;

    Payment(UUID orderId) {
        this(orderId, new Progress(NONE, null, null, 0));
    }

    /** As it was when it was left. */
    Payment(UUID orderId, Progress progress) {
        this.orderId = orderId;
        this.status = progress.status();
        this.customerId = progress.customerId();
        this.amount = progress.amount();
        this.messagesSent = progress.messagesSent();
    }

    Progress progress() {
        return new Progress(status, customerId, amount, messagesSent);
    }

    UUID orderId() {
        return orderId;
    }

    PaymentStatus status() {
        return status;
    }

    /** Who is to pay; unknown until the order has come. */
    Optional<String> customerId() {
        return Optional.ofNullable(customerId);
    }

    /** What was asked for, whether it was charged or not; unknown until the order has come. */
    Optional<Money> amount() {
        return Optional.ofNullable(amount);
    }

    void complete(String customerId, Money amount) {
        leave(NONE, COMPLETED);
        this.customerId = customerId;
        this.amount = amount;
    }

    void decline(String customerId, Money amount) {
        leave(NONE, DECLINED);
        this.customerId = customerId;
        this.amount = amount;
    }

    /** @return whose money is to be given back, and how much */
    Charged giveBack() {
        leave(COMPLETED, CANCELLED);
        return new Charged(requireNonNull(customerId), requireNonNull(amount));
    }

    record Charged(String customerId, Money amount) {}

    void bar() {
        leave(NONE, CANCELLED);
    }

    private void leave(PaymentStatus expected, PaymentStatus next) {
        if (status != expected) {
            throw new IllegalStateException("payment " + orderId + " is " + status + ", cannot become " + next);
        }
        status = next;
    }

    /** The number of the next message about this order, from 1 without gaps. */
    long nextSequence() {
        return ++messagesSent;
    }
}
