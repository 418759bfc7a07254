package dev.ordersaga.order.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.ordersaga.order.Money;

/** Orders and their steps as rows, and back. Thread-safe. */
@Component
public class OrderRows implements RowMapper<Order> {

    /** What {@link #mapRow} wants to see of the table {@code orders}. */
    public static final String COLUMNS = """
            id, customer_id, lines, currency, total, placed_at, deadline_at, status, reason, payment_settled, \
            stock_settled, steps, messages""";

    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};

    private final JsonMapper json;

    OrderRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Order mapRow(ResultSet row, int number) throws SQLException {
        return new Order(row.getObject("id", UUID.class), row.getString("customer_id"),
                json.readValue(row.getString("lines"), LINES),
                new Money(row.getBigDecimal("total"), Currency.getInstance(row.getString("currency"))),
                instant(row, "placed_at"), instant(row, "deadline_at"),
                new Order.Progress(state(row), row.getInt("steps"), row.getInt("messages")));
    }

    private static OrderState state(ResultSet row) throws SQLException {
        return switch (OrderStatus.valueOf(row.getString("status"))) {
            case PENDING -> new OrderState.Pending();
            case CONFIRMED -> new OrderState.Confirmed();
            case CANCELLING -> new OrderState.Cancelling(reason(row), row.getBoolean("payment_settled"),
                    row.getBoolean("stock_settled"));
            case CANCELLED -> new OrderState.Cancelled(reason(row));
        };
    }

    private static CancellationReason reason(ResultSet row) throws SQLException {
        return CancellationReason.valueOf(row.getString("reason"));
    }

    public static OrderStep step(ResultSet row, int number) throws SQLException {
        return new OrderStep(row.getObject("order_id", UUID.class), row.getInt("position"), instant(row, "at"),
                row.getString("type"), row.getString("source"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    String lines(Order order) {
        return json.writeValueAsString(order.lines());
    }

    static @Nullable String reason(OrderState state) {
        var reason = state.reason();
        return reason == null ? null : reason.name();
    }

    static boolean paymentSettled(OrderState state) {
        return switch (state) {
            case OrderState.Pending(),OrderState.Confirmed() -> false;
            case OrderState.Cancelling cancelling -> cancelling.paymentSettled();
            case OrderState.Cancelled _ -> true;
        };
    }

    static boolean stockSettled(OrderState state) {
        return switch (state) {
            case OrderState.Pending(),OrderState.Confirmed() -> false;
            case OrderState.Cancelling cancelling -> cancelling.stockSettled();
            case OrderState.Cancelled _ -> true;
        };
    }
}
