package dev.ordersaga.payment.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.ordersaga.outbox.jdbc.LockedRows;
import dev.ordersaga.outbox.jdbc.RowArrays;
import dev.ordersaga.payment.Money;

/** Plain SQL, a statement for all payments of a transaction. */
@Repository
class JdbcPayments implements Payments {

    /** Sorted, so that of two transactions that add the same ones one waits for the other, and never both. */
    private static final String INSERT = """
            insert into payment (order_id, customer_id, amount, currency, status, messages_sent)
            select * from unnest(?::uuid[], ?::text[], ?::numeric[], ?::text[], ?::text[], ?::bigint[])
                     as new (order_id, customer_id, amount, currency, status, messages_sent)
             order by order_id
            on conflict do nothing""";

    private static final String SELECT = "select order_id, customer_id, amount, currency, status, messages_sent"
            + " from payment where order_id ";

    static final String LOCK = SELECT + "= any (?) order by order_id for no key update";

    static final String UPDATE = """
            update payment
               set customer_id = now.customer_id, amount = now.amount, currency = now.currency, status = now.status,
                   messages_sent = now.messages_sent
              from unnest(?::uuid[], ?::text[], ?::numeric[], ?::text[], ?::text[], ?::bigint[])
                   as now (order_id, customer_id, amount, currency, status, messages_sent)
             where payment.order_id = now.order_id""";

    private final LockedRows<UUID, Payment> locked = new LockedRows<>("payment", Payment::orderId, Payment::progress,
            this::insert, this::update);
    private final JdbcTemplate jdbc;

    JdbcPayments(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void lock(Collection<UUID> orderIds) {
        locked.addOrBegin(orderIds, jdbc.query(LOCK,
                RowArrays.column("uuid", orderIds), JdbcPayments::payment), Payment::new);
    }

    private int insert(List<Payment> payments) {
        return jdbc.update(INSERT, columns(payments));
    }

    private void update(List<Payment> payments) {
        jdbc.update(UPDATE, columns(payments));
    }

    private static RowArrays<Payment> columns(List<Payment> payments) {
        return RowArrays.of(payments)
                .column("uuid", Payment::orderId)
                .column("text", payment -> payment.customerId().orElse(null))
                .column("numeric", payment -> payment.amount().map(Money::amount).orElse(null))
                .column("text", payment -> payment.amount().map(Money::currency).map(Currency::getCurrencyCode)
                        .orElse(null))
                .column("text", payment -> payment.status().name())
                .column("int8", payment -> payment.progress().messagesSent());
    }

    private static Payment payment(ResultSet row, int number) throws SQLException {
        var amount = row.getBigDecimal("amount");
        var currency = row.getString("currency");
        return new Payment(row.getObject("order_id", UUID.class),
                new Payment.Progress(PaymentStatus.valueOf(row.getString("status")), row.getString("customer_id"),
                        amount == null || currency == null ? null : new Money(amount, Currency.getInstance(currency)),
                        row.getLong("messages_sent")));
    }

    @Override
    public Payment get(UUID orderId) {
        return locked.find(orderId).orElseThrow();
    }

    /** Looks without locking. */
    Optional<Payment> read(UUID orderId) {
        return jdbc.query(SELECT + "= ?", JdbcPayments::payment, orderId).stream().findFirst();
    }
}
