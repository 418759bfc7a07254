package dev.ordersaga.order.settling;

import static dev.ordersaga.order.order.CancellationReason.CUSTOMER_REQUEST;
import static dev.ordersaga.order.order.CancellationReason.OUT_OF_STOCK;
import static dev.ordersaga.order.order.CancellationReason.PAYMENT_DECLINED;
import static dev.ordersaga.order.order.CancellationReason.TIMEOUT;

import dev.ordersaga.order.order.CancellationReason;
import dev.ordersaga.order.order.OrderState;
import dev.ordersaga.order.order.OrderState.Cancelled;
import dev.ordersaga.order.order.OrderState.Cancelling;
import dev.ordersaga.order.order.OrderState.Confirmed;
import dev.ordersaga.order.order.OrderState.Pending;
import dev.ordersaga.order.settling.InventoryEvent.StockReleased;
import dev.ordersaga.order.settling.InventoryEvent.StockReserved;
import dev.ordersaga.order.settling.InventoryEvent.StockShort;
import dev.ordersaga.order.settling.OwnInput.CancellationRequested;
import dev.ordersaga.order.settling.OwnInput.DeadlinePassed;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCancelled;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCompleted;
import dev.ordersaga.order.settling.PaymentEvent.PaymentDeclined;

/**
 * What to do about an input: the whole saga, total over state and input, without I/O.
 *
 * <p>
 * Topics have no order between them: whatever the other services send can come in any order here.
 */
sealed interface OrderDecision {

    record Confirm() implements OrderDecision {}

    /** Begin to undo it, and ask the other services to. */
    record Compensate(CancellationReason reason) implements OrderDecision {}

    /** It is being undone; wait for what has not settled yet. */
    record Await(Cancelling progress) implements OrderDecision {}

    /** There is nothing left to undo. */
    record Cancel(CancellationReason reason) implements OrderDecision {}

    /** Worth a step in its history, but it changes nothing. */
    record Note() implements OrderDecision {}

    record Ignore() implements OrderDecision {}

    /** It has ended for another reason than the customer's request. */
    record Refuse(CancellationReason reason) implements OrderDecision {}

    /** The saga as a function, for those who carry out what it decides. */
    @FunctionalInterface
    interface Decider {

        OrderDecision decide(OrderState state, SagaInput input);
    }

    static OrderDecision decide(OrderState state, SagaInput input) {
        return switch (state) {
            case Pending _ -> whilePending(input);
            case Confirmed _ -> onceConfirmed(input);
            case Cancelling cancelling -> whileCancelling(cancelling, input);
            case Cancelled cancelled -> onceCancelled(cancelled, input);
        };
    }

    private static OrderDecision whilePending(SagaInput input) {
        return switch (input) {
            case PaymentCompleted _ -> new Note();
            case StockReserved _ -> new Confirm();
            // The way back.
            case PaymentDeclined _ -> new Cancel(PAYMENT_DECLINED);
            case StockShort _ -> new Await(Cancelling.nothingSettled(OUT_OF_STOCK).withStockSettled());
            // Only inventory can have asked for it, so its StockShort is on its way: it was overtaken.
            case PaymentCancelled _ -> new Await(Cancelling.nothingSettled(OUT_OF_STOCK).withPaymentSettled());
            case CancellationRequested _ -> new Compensate(CUSTOMER_REQUEST);
            case DeadlinePassed _ -> new Compensate(TIMEOUT);
            case StockReleased _ -> new Ignore(); // nobody has asked for it
        };
    }

    private static OrderDecision onceConfirmed(SagaInput input) {
        return switch (input) {
            case PaymentCompleted _ -> new Note(); // overtaken by StockReserved
            case CancellationRequested _ -> new Compensate(CUSTOMER_REQUEST);
            case StockReserved _,StockShort _,StockReleased _ -> new Ignore();
            case PaymentDeclined _,PaymentCancelled _,DeadlinePassed _ -> new Ignore();
        };
    }

    private static OrderDecision whileCancelling(Cancelling cancelling, SagaInput input) {
        return switch (input) {
            case PaymentCancelled _ -> proceed(cancelling.withPaymentSettled());
            // Without a payment nothing is ever reserved: inventory may have nothing to release, and not tell.
            case PaymentDeclined _ -> proceed(cancelling.withPaymentSettled().withStockSettled());
            case StockShort _ -> cancelling.reason() == OUT_OF_STOCK
                    ? proceed(cancelling.withStockSettled())
                    : new Note();
            case StockReleased _ -> cancelling.reason() == OUT_OF_STOCK
                    ? new Ignore()
                    : proceed(cancelling.withStockSettled());
            // Late successes: what undoes them is on its way.
            case PaymentCompleted _,StockReserved _ -> new Note();
            case CancellationRequested _,DeadlinePassed _ -> new Ignore();
        };
    }

    private static OrderDecision proceed(Cancelling progress) {
        return progress.settled() ? new Cancel(progress.reason()) : new Await(progress);
    }

    private static OrderDecision onceCancelled(Cancelled cancelled, SagaInput input) {
        return switch (input) {
            case CancellationRequested _ ->
                cancelled.reason() == CUSTOMER_REQUEST ? new Ignore() : new Refuse(cancelled.reason());
            case PaymentEvent _,InventoryEvent _,DeadlinePassed _ -> new Ignore();
        };
    }
}
