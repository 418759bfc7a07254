package dev.ordersaga.order.viewing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.ordersaga.order.order.OrderRows;
import dev.ordersaga.order.order.OrderStatus;
import dev.ordersaga.order.order.OrderStep;

/** Reads orders without locking them. */
@Repository
class OrderArchive {

    private static final String SELECT = "select " + OrderRows.COLUMNS + " from orders";

    record Filter(@Nullable String customerId, @Nullable OrderStatus status, @Nullable Cursor after) {}

    private final JdbcTemplate jdbc;
    private final OrderRows rows;

    OrderArchive(JdbcTemplate jdbc, OrderRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    Optional<OrderView.WithSteps> find(UUID id) {
        return jdbc.query(SELECT + " where id = ?", rows, id).stream().findFirst()
                .map(order -> OrderView.WithSteps.of(order, steps(id)));
    }

    private List<OrderStep> steps(UUID orderId) {
        return jdbc.query("""
                select order_id, position, at, type, source from order_step where order_id = ? order by position""",
                OrderRows::step, orderId);
    }

    /** Newest first: the ids are in the order of time. Only what is asked for, so that the database can plan for just that. */
    List<OrderView> list(Filter filter, int limit) {
        var conditions = new ArrayList<String>();
        var values = new ArrayList<Object>();
        if (filter.customerId() != null) {
            conditions.add("customer_id = ?");
            values.add(filter.customerId());
        }
        if (filter.status() != null) {
            conditions.add("status = ?");
            values.add(filter.status().name());
        }
        if (filter.after() != null) {
            conditions.add("id < ?");
            values.add(filter.after().lastId());
        }
        values.add(limit);
        var where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return jdbc.query(SELECT + where + " order by id desc limit ?", rows, values.toArray()).stream()
                .map(OrderView::of).toList();
    }
}
