package dev.ordersaga.load.orders;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongConsumer;

import dev.ordersaga.local.Endpoints;

/**
 * Orders that were confirmed long ago, of a market's customers and articles: rows in the tables of the three services as they
 * would be found there, written by the database itself. Their messages have left the outbox since, and the inbox as far as
 * it forgets.
 *
 * <p>
 * One order every {@value #INTERVAL_MS} ms, the last one two days ago, so that ten million go back for a hundred days.
 */
public final class History {

    private static final int INTERVAL_MS = 864;
    private static final int AT_ONCE = 50_000;

    /** By a step's position. */
    private static final String STEPS = """
            (values (1, 'OrderPlaced', 'order-service'), (2, 'PaymentCompleted', 'payment-service'),
                    (3, 'StockReserved', 'inventory-service'), (4, 'OrderConfirmed', 'order-service'))
                as step (position, type, source)""";

    private static final List<String> ORDERS = List.of("""
            insert into orders (id, customer_id, lines, status, payment_settled, stock_settled, currency, total, placed_at,
                                deadline_at, steps, messages)
            select id, customer, json_build_array(json_build_object('sku', sku, 'quantity', 1, 'unitPrice', %1$s)),
                   'CONFIRMED', false, false, 'EUR', %1$s, at, at + interval '5 minutes', 4, 2
            from numbered""".formatted(Market.PRICE.amount()), """
            insert into order_step (order_id, position, at, type, source)
            select id, position, at + position * interval '5 ms', type, source from numbered cross join\s"""
            + STEPS, handled("order-service", 2));

    private static final List<String> PAYMENTS = List.of("""
            insert into payment (order_id, customer_id, amount, currency, status, messages_sent)
            select id, customer, %s, 'EUR', 'COMPLETED', 1 from numbered""".formatted(Market.PRICE.amount()), """
            insert into deposit (id, customer_id, amount, currency, balance, opening, deposited_at)
            select gen_random_uuid(), customer_id, amount, currency, balance, false, now()
            from (select customer as customer_id, count(*) * %s as amount from numbered group by customer) spent
                 join account using (customer_id)""".formatted(Market.PRICE.amount()), handled("payment-service", 1));

    private static final List<String> INVENTORY = List.of("""
            insert into reservation (order_id, status, lines, messages_sent)
            select id, 'RESERVED', json_build_object(sku, 1), 1 from numbered""", """
            insert into delivery (id, sku, quantity, available, reserved, opening, delivered_at)
            select gen_random_uuid(), sku, quantity, available, reserved + quantity, false, now()
            from (select sku, count(*) as quantity from numbered group by sku) held join stock using (sku)""", """
            update stock set reserved = reserved + quantity
            from (select sku, count(*) as quantity from numbered group by sku) held where held.sku = stock.sku""",
            handled("inventory-service", 2));

    private final Endpoints endpoints;
    private final String role;
    private final String password;
    private final String numbered;
    private final OffsetDateTime end = OffsetDateTime.now(ZoneOffset.UTC).minusDays(2).truncatedTo(ChronoUnit.MILLIS);

    /**
     * @param market opened already
     * @param role may do everything in the three databases
     */
    public History(Endpoints endpoints, String role, String password, Market market) {
        this.endpoints = endpoints;
        this.role = role;
        this.password = password;
        this.numbered = numbered(market);
    }

    /** All about the order of that number that the three databases must agree in; ids are UUIDs of version 7. */
    private static String numbered(Market market) {
        return """
                with numbered as (
                  select number, at, overlay(overlay(
                           lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || md5(number::text)
                           placing '7' from 13) placing '8' from 17)::varchar(32)::uuid as id,
                         '%1$scustomer-' || number %% %2$d as customer, '%1$sarticle-' || number %% %3$d as sku
                  from (select number, ?::timestamptz - (? - number) * interval '%4$d ms' as at
                        from generate_series(?::bigint, ?::bigint) number) dated)
                """.formatted(market.prefix(), Market.RICH, Market.PLENTIFUL, INTERVAL_MS);
    }

    /**
     * Writes them and has the tables analyzed. Takes a minute or more for a million.
     *
     * @param progress is told how many orders are there already
     */
    public void write(long orders, LongConsumer progress) {
        try (var placed = connect(endpoints.ordersJdbc());
                var paid = connect(endpoints.paymentsJdbc());
                var reserved = connect(endpoints.inventoryJdbc())) {
            for (long first = 1; first <= orders; first += AT_ONCE) {
                long last = Math.min(orders, first + AT_ONCE - 1);
                write(placed, ORDERS, orders, first, last);
                write(paid, PAYMENTS, orders, first, last);
                write(reserved, INVENTORY, orders, first, last);
                progress.accept(last);
            }
            for (var connection : List.of(placed, paid, reserved)) {
                close(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the history of orders could not be written", e);
        }
    }

    private void write(Connection connection, List<String> statements, long orders, long first, long last)
            throws SQLException {
        for (var sql : statements) {
            try (var statement = connection.prepareStatement(numbered + sql)) {
                statement.setObject(1, end);
                statement.setLong(2, orders);
                statement.setLong(3, first);
                statement.setLong(4, last);
                statement.executeUpdate();
            }
        }
        connection.commit();
    }

    /** The rows of their messages are gone from the outbox: the audit does not look for them. */
    private static void close(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    update outbox_retention set dropped_until = greatest(dropped_until, now() - interval '1 day')""");
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("vacuum (analyze)");
        }
    }

    /** What a subscription remembers, of an order that it has heard of so many times. */
    private static String handled(String subscription, int messages) {
        return """
                insert into inbox (subscription, message_id, handled_at)
                select '%s', overlay(id::text placing substr(md5(id::text || message), 1, 12) from 25)::uuid, at
                from numbered cross join generate_series(1, %d) message
                where at > now() - interval '14 days'""".formatted(subscription, messages);
    }

    private Connection connect(String url) throws SQLException {
        var connection = DriverManager.getConnection(url, role, password);
        connection.setAutoCommit(false);
        return connection;
    }
}
