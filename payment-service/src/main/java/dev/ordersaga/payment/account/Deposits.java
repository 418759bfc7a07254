package dev.ordersaga.payment.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.ordersaga.payment.Money;

@Repository
class Deposits {

    private final JdbcTemplate jdbc;

    Deposits(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(Deposit deposit) {
        jdbc.update("""
                insert into deposit (id, customer_id, amount, currency, balance, opening, idempotency_key)
                values (?, ?, ?, ?, ?, ?, ?)""", deposit.id(), deposit.customerId(), deposit.amount().amount(),
                deposit.amount().currency().getCurrencyCode(), deposit.balance().amount(), deposit.opening(),
                deposit.idempotencyKey());
    }

    Optional<Deposit> find(String customerId, String idempotencyKey) {
        return jdbc.query("""
                select id, customer_id, amount, currency, balance, opening, idempotency_key
                  from deposit where customer_id = ? and idempotency_key = ?""", Deposits::deposit, customerId,
                idempotencyKey).stream().findFirst();
    }

    private static Deposit deposit(ResultSet row, int number) throws SQLException {
        var currency = Currency.getInstance(row.getString("currency"));
        return new Deposit(row.getObject("id", UUID.class), row.getString("customer_id"),
                new Money(row.getBigDecimal("amount"), currency), new Money(row.getBigDecimal("balance"), currency),
                row.getBoolean("opening"), row.getString("idempotency_key"));
    }
}
