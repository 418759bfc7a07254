package dev.ordersaga.order.order;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.ordersaga.outbox.jdbc.LockedRows;
import dev.ordersaga.outbox.jdbc.RowArrays;
import dev.ordersaga.outbox.jdbc.TransactionBound;

/**
 * Plain SQL, a statement for all orders of a transaction: PostgreSQL needs several times as long for each of them by a
 * statement of its own.
 */
@Repository
class JdbcOrders implements Orders {

    private static final String SELECT = "select " + OrderRows.COLUMNS + " from orders ";

    static final String LOCK = SELECT + "where id = any (?) order by id for no key update";

    /** Waits for nobody, so the order in which it locks cannot lead to a deadlock. */
    private static final String OVERDUE = SELECT + """
            where status = 'PENDING' and deadline_at <= ?
            order by deadline_at limit ? for no key update skip locked""";

    private static final String INSERT = """
            with placed as (
              insert into orders (id, customer_id, lines, currency, total, placed_at, deadline_at, status, reason,
                                  payment_settled, stock_settled, steps, messages)
              values (?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))
            insert into order_step (order_id, position, at, type, source) values (?, ?, ?, ?, ?)""";

    /** The same for several; the statement above takes half of the time for one. */
    private static final String INSERT_SEVERAL = """
            with placed as (
              insert into orders (id, customer_id, lines, currency, total, placed_at, deadline_at, status, reason,
                                  payment_settled, stock_settled, steps, messages)
              select * from unnest(?::uuid[], ?::text[], ?::json[], ?::text[], ?::numeric[], ?::timestamptz[],
                                   ?::timestamptz[], ?::text[], ?::text[], ?::boolean[], ?::boolean[], ?::int[], ?::int[]))
            insert into order_step (order_id, position, at, type, source)
            select * from unnest(?::uuid[], ?::int[], ?::timestamptz[], ?::text[], ?::text[])""";

    static final String UPDATE = """
            update orders
               set status = now.status, reason = now.reason, payment_settled = now.payment_settled,
                   stock_settled = now.stock_settled, steps = now.steps, messages = now.messages
              from unnest(?::uuid[], ?::text[], ?::text[], ?::boolean[], ?::boolean[], ?::int[], ?::int[])
                   as now (id, status, reason, payment_settled, stock_settled, steps, messages)
             where orders.id = now.id""";

    private static final String INSERT_STEPS = """
            insert into order_step (order_id, position, at, type, source)
            select * from unnest(?::uuid[], ?::int[], ?::timestamptz[], ?::text[], ?::text[])""";

    private final JdbcTemplate jdbc;
    private final OrderRows rows;
    private final LockedRows<UUID, Order> locked = new LockedRows<>("order", Order::id, Order::progress, this::update);
    private final TransactionBound<List<OrderStep>> steps = new TransactionBound<>(ArrayList::new, this::insert);

    JdbcOrders(JdbcTemplate jdbc, OrderRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    @Override
    public void add(List<NewOrder> added) {
        switch (added.size()) {
            case 0 -> {
            }
            case 1 -> insert(added.getFirst().order(), added.getFirst().first());
            default -> insertSeveral(added);
        }
    }

    private void insert(Order order, OrderStep first) {
        var state = order.state();
        var progress = order.progress();
        jdbc.update(INSERT, order.id(), order.customerId(), rows.lines(order),
                order.total().currency().getCurrencyCode(), order.total().amount(), time(order.placedAt()),
                time(order.deadlineAt()), state.status().name(), OrderRows.reason(state),
                OrderRows.paymentSettled(state), OrderRows.stockSettled(state), progress.steps(), progress.messages(),
                first.orderId(), first.position(), time(first.at()), first.type(), first.source());
    }

    private void insertSeveral(List<NewOrder> added) {
        jdbc.update(INSERT_SEVERAL, RowArrays.of(added)
                .column("uuid", one -> one.order().id())
                .column("text", one -> one.order().customerId())
                .column("json", one -> rows.lines(one.order()))
                .column("text", one -> one.order().total().currency().getCurrencyCode())
                .column("numeric", one -> one.order().total().amount())
                .column("timestamptz", one -> one.order().placedAt())
                .column("timestamptz", one -> one.order().deadlineAt())
                .column("text", one -> one.order().status().name())
                .column("text", one -> OrderRows.reason(one.order().state()))
                .column("bool", one -> OrderRows.paymentSettled(one.order().state()))
                .column("bool", one -> OrderRows.stockSettled(one.order().state()))
                .column("int4", one -> one.order().progress().steps())
                .column("int4", one -> one.order().progress().messages())
                .column("uuid", one -> one.first().orderId())
                .column("int4", one -> one.first().position())
                .column("timestamptz", one -> one.first().at())
                .column("text", one -> one.first().type())
                .column("text", one -> one.first().source()));
    }

    @Override
    public void add(OrderStep step) {
        steps.get().add(step);
    }

    @Override
    public void lock(Collection<UUID> ids) {
        locked.add(ids, jdbc.query(LOCK, RowArrays.column("uuid", ids), rows));
    }

    @Override
    public Optional<Order> find(UUID id) {
        if (!locked.covers(id)) {
            lock(List.of(id));
        }
        return locked.find(id);
    }

    @Override
    public List<Order> claimOverdue(Instant now, int limit) {
        var overdue = jdbc.query(OVERDUE, rows, time(now), limit);
        locked.add(List.of(), overdue);
        return overdue;
    }

    private void insert(List<OrderStep> added) {
        if (!added.isEmpty()) {
            jdbc.update(INSERT_STEPS, RowArrays.of(added)
                    .column("uuid", OrderStep::orderId)
                    .column("int4", OrderStep::position)
                    .column("timestamptz", OrderStep::at)
                    .column("text", OrderStep::type)
                    .column("text", OrderStep::source));
        }
    }

    private void update(List<Order> orders) {
        jdbc.update(UPDATE, RowArrays.of(orders)
                .column("uuid", Order::id)
                .column("text", order -> order.status().name())
                .column("text", order -> OrderRows.reason(order.state()))
                .column("bool", order -> OrderRows.paymentSettled(order.state()))
                .column("bool", order -> OrderRows.stockSettled(order.state()))
                .column("int4", order -> order.progress().steps())
                .column("int4", order -> order.progress().messages()));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
