package dev.ordersaga.payment.account;

import java.util.Collection;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;

import dev.ordersaga.simulation.books.AccountRow;
import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.database.Database;
import dev.ordersaga.simulation.database.Table;

/** The table {@code account} in memory. */
public final class SimulatedAccounts extends JdbcAccounts {

    private final Table<String, Account> accounts;
    private final Set<Bug> bugs;

    @SuppressWarnings("NullAway") // every method that would use the database is replaced
    public SimulatedAccounts(Database database, Books books, Set<Bug> bugs) {
        super(null);
        this.accounts = database.aggregates("account", Account::customerId,
                account -> new Account(account.customerId(), account.balance()),
                account -> account.customerId() + " " + account.balance());
        this.bugs = bugs;
        accounts.watch((_, account) -> books.accountChanged(new AccountRow(account.customerId(), account.balance()
                .amount())));
    }

    @Override
    public void lock(Collection<String> customerIds) {
        if (!bugs.contains(Bug.ACCOUNT_NOT_LOCKED)) {
            accounts.lock(customerIds);
        }
    }

    @Override
    public Optional<Account> find(String customerId) {
        return bugs.contains(Bug.ACCOUNT_NOT_LOCKED)
                ? accounts.withoutLock(customerId)
                : Optional.ofNullable(accounts.own(customerId));
    }

    @Override
    boolean open(String customerId, Currency currency) {
        return accounts.insert(Account.open(customerId, currency));
    }
}
