package dev.ordersaga.order.settling;

import static dev.ordersaga.simulation.bug.Bug.DEADLINE_OF_CONFIRMED;
import static dev.ordersaga.simulation.bug.Bug.DECLINE_LEAVES_STOCK_OPEN;
import static dev.ordersaga.simulation.bug.Bug.EARLY_REFUND_FORGOTTEN;
import static dev.ordersaga.simulation.bug.Bug.LATE_SUCCESS_IGNORED;
import static dev.ordersaga.simulation.bug.Bug.REFUND_NOT_AWAITED;
import static dev.ordersaga.simulation.bug.Bug.STOCK_NOT_AWAITED;

import java.util.Set;

import dev.ordersaga.order.order.CancellationReason;
import dev.ordersaga.order.order.OrderState;
import dev.ordersaga.order.order.OrderState.Cancelling;
import dev.ordersaga.order.order.OrderState.Confirmed;
import dev.ordersaga.order.order.OrderState.Pending;
import dev.ordersaga.order.settling.OrderDecision.Await;
import dev.ordersaga.order.settling.OrderDecision.Cancel;
import dev.ordersaga.order.settling.OrderDecision.Compensate;
import dev.ordersaga.order.settling.OrderDecision.Ignore;
import dev.ordersaga.order.settling.OwnInput.DeadlinePassed;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCancelled;
import dev.ordersaga.order.settling.PaymentEvent.PaymentDeclined;
import dev.ordersaga.simulation.bug.Bug;

/** The order's real decisions, but for the planted bug. */
final class WrongOrderDecisions implements OrderDecision.Decider {

    private final Set<Bug> bugs;

    WrongOrderDecisions(Set<Bug> bugs) {
        this.bugs = bugs;
    }

    @Override
    public OrderDecision decide(OrderState state, SagaInput input) {
        var decision = OrderDecision.decide(state, input);
        return bugs.isEmpty() ? decision : wrong(state, input, decision);
    }

    private OrderDecision wrong(OrderState state, SagaInput input, OrderDecision decision) {
        return switch (decision) {
            case Compensate(var reason) when state instanceof Pending && has(LATE_SUCCESS_IGNORED) -> new Cancel(
                    reason);
            case Await(var progress) when progress.paymentSettled() && has(STOCK_NOT_AWAITED) -> new Cancel(progress
                    .reason());
            case Await(var progress) when progress.stockSettled() && has(REFUND_NOT_AWAITED) -> new Cancel(progress
                    .reason());
            case Ignore() when state instanceof Confirmed && input instanceof DeadlinePassed
                    && has(DEADLINE_OF_CONFIRMED) -> new Compensate(CancellationReason.TIMEOUT);
            case Await _ when state instanceof Pending && input instanceof PaymentCancelled
                    && has(EARLY_REFUND_FORGOTTEN) -> new Ignore();
            case Cancel _ when state instanceof Cancelling cancelling && !cancelling.stockSettled()
                    && input instanceof PaymentDeclined && has(DECLINE_LEAVES_STOCK_OPEN) -> new Await(cancelling
                            .withPaymentSettled());
            default -> decision;
        };
    }

    private boolean has(Bug bug) {
        return bugs.contains(bug);
    }
}
