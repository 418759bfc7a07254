package dev.ordersaga.order.order;

import org.jspecify.annotations.Nullable;

/** Where an order stands, with all that a decision about it depends on. */
public sealed interface OrderState {

    /** The word for it that clients see. */
    default OrderStatus status() {
        return switch (this) {
            case Pending() -> OrderStatus.PENDING;
            case Confirmed() -> OrderStatus.CONFIRMED;
            case Cancelling _ -> OrderStatus.CANCELLING;
            case Cancelled _ -> OrderStatus.CANCELLED;
        };
    }

    /** Why it is being undone, or has been. */
    default @Nullable CancellationReason reason() {
        return switch (this) {
            case Pending(),Confirmed() -> null;
            case Cancelling cancelling -> cancelling.reason;
            case Cancelled cancelled -> cancelled.reason;
        };
    }

    record Pending() implements OrderState {}

    record Confirmed() implements OrderState {}

    /**
     * Is being undone.
     *
     * @param paymentSettled no money is held, and none will be taken any more
     * @param stockSettled nothing is reserved, and nothing will be any more
     */
    record Cancelling(CancellationReason reason, boolean paymentSettled, boolean stockSettled) implements OrderState {

        public static Cancelling nothingSettled(CancellationReason reason) {
            return new Cancelling(reason, false, false);
        }

        public Cancelling withPaymentSettled() {
            return new Cancelling(reason, true, stockSettled);
        }

        public Cancelling withStockSettled() {
            return new Cancelling(reason, paymentSettled, true);
        }

        public boolean settled() {
            return paymentSettled && stockSettled;
        }
    }

    record Cancelled(CancellationReason reason) implements OrderState {}
}
