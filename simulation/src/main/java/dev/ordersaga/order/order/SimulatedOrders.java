package dev.ordersaga.order.order;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.books.OrderRow;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.database.Database;
import dev.ordersaga.simulation.database.Table;

/** The tables {@code orders} and {@code order_step} in memory. */
public final class SimulatedOrders implements Orders {

    private record StepKey(UUID orderId, int position) implements Comparable<StepKey> {

        private static final Comparator<StepKey> ORDER = Comparator.comparing(StepKey::orderId).thenComparingInt(
                StepKey::position);

        @Override
        public int compareTo(StepKey other) {
            return ORDER.compare(this, other);
        }
    }

    private record Step(StepKey key) {}

    private final Table<UUID, Order> orders;
    private final Table<StepKey, Step> steps;
    private final Set<Bug> bugs;

    public SimulatedOrders(Database database, Books books, Set<Bug> bugs) {
        this.orders = database.aggregates("order", Order::id, SimulatedOrders::copy, SimulatedOrders::words);
        this.steps = database.values("step", Step::key);
        this.bugs = bugs;
        orders.watch((_, order) -> books.orderChanged(row(order)));
        steps.watch((_, step) -> books.stepAdded(step.key().orderId(), step.key().position()));
    }

    private static Order copy(Order order) {
        return new Order(order.id(), order.customerId(), order.lines(), order.total(), order.placedAt(), order
                .deadlineAt(), order.progress());
    }

    private static String words(Order order) {
        return switch (order.state()) {
            case OrderState.Cancelling(var reason, var paymentSettled, var stockSettled) -> "CANCELLING (" + reason
                    + (paymentSettled ? ", payment settled" : "") + (stockSettled ? ", stock settled" : "") + ")";
            case OrderState.Cancelled(var reason) -> "CANCELLED (" + reason + ")";
            case OrderState.Pending _,OrderState.Confirmed _ -> order.status().name();
        };
    }

    private static OrderRow row(Order order) {
        var lines = new TreeMap<String, Integer>();
        order.lines().forEach(line -> lines.merge(line.sku(), line.quantity(), Math::addExact));
        return new OrderRow(order.id(), order.status().name(), String.valueOf(order.reason()), order.deadlineAt(),
                lines);
    }

    @Override
    public void add(List<NewOrder> added) {
        added.forEach(one -> {
            orders.append(one.order());
            add(one.first());
        });
    }

    @Override
    public void add(OrderStep step) {
        steps.append(new Step(new StepKey(step.orderId(), step.position())));
    }

    @Override
    public void lock(Collection<UUID> ids) {
        if (!bugs.contains(Bug.ORDER_NOT_LOCKED)) {
            orders.lock(ids);
        }
    }

    @Override
    public Optional<Order> find(UUID id) {
        if (bugs.contains(Bug.ORDER_NOT_LOCKED)) {
            return orders.withoutLock(id);
        }
        var own = orders.own(id);
        var found = own != null ? Optional.of(own) : orders.lock(List.of(id)).stream().findFirst();
        return bugs.contains(Bug.END_LEFT_AGAIN) ? found.map(this::begunAgain) : found;
    }

    /** As somebody who corrects it by hand would do it: the order itself refuses. */
    private Order begunAgain(Order order) {
        if (order.status() != OrderStatus.CANCELLED) {
            return order;
        }
        var again = new Order(order.id(), order.customerId(), order.lines(), order.total().currency(), order.placedAt(),
                order.deadlineAt());
        orders.append(again);
        return again;
    }

    @Override
    public List<Order> claimOverdue(Instant now, int limit) {
        var overdue = orders.committed().stream()
                .filter(order -> mayExpire(order, now))
                .sorted(Comparator.comparing(Order::deadlineAt))
                .map(Order::id)
                .limit(limit)
                .toList();
        return bugs.contains(Bug.DEADLINE_WITHOUT_LOCK)
                ? overdue.stream().flatMap(id -> orders.withoutLock(id).stream()).toList()
                : orders.lockUnlocked(overdue, order -> mayExpire(order, now));
    }

    private boolean mayExpire(Order order, Instant now) {
        boolean confirmed = bugs.contains(Bug.DEADLINE_OF_CONFIRMED) && order.status() == OrderStatus.CONFIRMED;
        return !order.deadlineAt().isAfter(now) && (order.status() == OrderStatus.PENDING || confirmed);
    }
}
