package dev.ordersaga.order.settling;

import java.time.Clock;

import dev.ordersaga.order.order.CancellationReason;
import dev.ordersaga.order.order.InventoryCommand.ReleaseStock;
import dev.ordersaga.order.order.Order;
import dev.ordersaga.order.order.OrderEvent;
import dev.ordersaga.order.order.OrderEvent.OrderCancelled;
import dev.ordersaga.order.order.OrderEvent.OrderConfirmed;
import dev.ordersaga.order.order.OrderOutbox;
import dev.ordersaga.order.order.OrderState.Cancelling;
import dev.ordersaga.order.order.Orders;
import dev.ordersaga.order.order.PaymentCommand.CancelPayment;
import dev.ordersaga.order.settling.OrderDecision.Await;
import dev.ordersaga.order.settling.OrderDecision.Cancel;
import dev.ordersaga.order.settling.OrderDecision.Compensate;
import dev.ordersaga.order.settling.OrderDecision.Confirm;
import dev.ordersaga.order.settling.OrderDecision.Ignore;
import dev.ordersaga.order.settling.OrderDecision.Note;
import dev.ordersaga.order.settling.OrderDecision.Refuse;

/** Does what has been decided. The order is locked. */
final class OrderSaga {

    static final String THIS_SERVICE = "order-service";

    private final Orders orders;
    private final OrderOutbox outbox;
    private final Clock clock;
    private final OrderDecision.Decider decider;

    OrderSaga(Orders orders, OrderOutbox outbox, Clock clock) {
        this(orders, outbox, clock, OrderDecision::decide);
    }

    /** @param decider another one than the saga's own shows what would become of a wrong decision */
    OrderSaga(Orders orders, OrderOutbox outbox, Clock clock, OrderDecision.Decider decider) {
        this.orders = orders;
        this.outbox = outbox;
        this.clock = clock;
        this.decider = decider;
    }

    /** @param source the service that the input comes from */
    OrderDecision react(Order order, SagaInput input, String source) {
        var decision = decider.decide(order.state(), input);
        if (!(decision instanceof Ignore || decision instanceof Refuse)) {
            note(order, input.getClass().getSimpleName(), source);
        }
        switch (decision) {
            case Confirm() -> confirm(order);
            case Compensate(var reason) -> compensate(order, reason);
            case Await(var progress) -> order.cancelling(progress);
            case Cancel(var reason) -> cancel(order, reason);
            case Note(),Ignore(),Refuse(_) -> {
            }
        }
        return decision;
    }

    private void confirm(Order order) {
        order.confirm();
        tell(order, new OrderConfirmed(order.id(), order.customerId()));
    }

    private void compensate(Order order, CancellationReason reason) {
        order.cancelling(Cancelling.nothingSettled(reason));
        outbox.send(order, new CancelPayment(order.id(), reason));
        outbox.send(order, new ReleaseStock(order.id(), reason));
    }

    private void cancel(Order order, CancellationReason reason) {
        order.cancelled(reason);
        tell(order, new OrderCancelled(order.id(), order.customerId(), reason));
    }

    private void tell(Order order, OrderEvent event) {
        note(order, event.getClass().getSimpleName(), THIS_SERVICE);
        outbox.send(order, event);
    }

    private void note(Order order, String type, String source) {
        orders.add(order.step(clock.instant(), type, source));
    }
}
