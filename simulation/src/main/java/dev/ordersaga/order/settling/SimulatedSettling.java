package dev.ordersaga.order.settling;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;

import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;

import dev.ordersaga.order.order.OrderOutbox;
import dev.ordersaga.order.order.Orders;
import dev.ordersaga.outbox.Outbox;
import dev.ordersaga.outbox.Subscription;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.database.Database;

/** What happens to an order that has been placed, with the real saga, its handlers, deadlines and cancellation. */
public final class SimulatedSettling {

    private final TransactionTemplate transaction;
    private final Subscription subscription;
    private final CancellationController cancellation;
    private final Deadlines deadlines;

    public SimulatedSettling(Database database, Orders orders, Outbox outbox, Clock clock, Set<Bug> bugs) {
        var saga = new OrderSaga(orders, new OrderOutbox(outbox), clock, new WrongOrderDecisions(bugs));
        this.transaction = new TransactionTemplate(database);
        this.subscription = new SettlingConfiguration().sagaSubscription(new SagaHandlers(orders, saga, () -> {}));
        this.cancellation = new CancellationController(orders, saga);
        this.deadlines = new Deadlines(orders, saga, database, clock);
    }

    public Subscription subscription() {
        return subscription;
    }

    /**
     * {@code POST /orders/{id}/cancellation}.
     *
     * @return false for a 409
     */
    public boolean cancel(UUID id) {
        try {
            transaction.executeWithoutResult(_ -> cancellation.cancelOrder(id));
            return true;
        } catch (ErrorResponseException _) {
            return false;
        }
    }

    public void pollDeadlines() {
        deadlines.poll();
    }
}
