package dev.ordersaga.payment.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.ordersaga.outbox.jdbc.LockedRows;
import dev.ordersaga.outbox.jdbc.RowArrays;
import dev.ordersaga.payment.Money;

/** Plain SQL, a statement for all accounts of a transaction. */
@Repository
class JdbcAccounts implements Accounts {

    private static final String SELECT = "select customer_id, balance, currency from account where customer_id ";

    private static final String UPDATE = """
            update account set balance = now.balance
              from unnest(?::text[], ?::numeric[]) as now (customer_id, balance)
             where account.customer_id = now.customer_id""";

    private final LockedRows<String, Account> locked = new LockedRows<>("account", Account::customerId,
            Account::balance, this::update);
    private final JdbcTemplate jdbc;

    JdbcAccounts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void lock(Collection<String> customerIds) {
        locked.add(customerIds, customerIds.isEmpty() ? List.of() : select(customerIds));
    }

    private List<Account> select(Collection<String> customerIds) {
        return jdbc.query(SELECT + "= any (?) order by customer_id for no key update",
                RowArrays.column("text", customerIds), JdbcAccounts::account);
    }

    private void update(List<Account> accounts) {
        jdbc.update(UPDATE, RowArrays.of(accounts)
                .column("text", Account::customerId)
                .column("numeric", account -> account.balance().amount()));
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(row.getString(1), new Money(row.getBigDecimal(2), Currency.getInstance(row.getString(3))));
    }

    @Override
    public Optional<Account> find(String customerId) {
        return locked.find(customerId);
    }

    /** Looks without locking. */
    Optional<Account> read(String customerId) {
        return jdbc.query(SELECT + "= ?", JdbcAccounts::account, customerId).stream().findFirst();
    }

    /** Opens an account if there is none yet; of several at once, one does and the others wait for it. */
    boolean open(String customerId, Currency currency) {
        return jdbc.update("""
                insert into account (customer_id, currency, balance) values (?, ?, 0)
                on conflict do nothing""", customerId, currency.getCurrencyCode()) == 1;
    }
}
