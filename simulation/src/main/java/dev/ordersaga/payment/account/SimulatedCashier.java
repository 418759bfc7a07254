package dev.ordersaga.payment.account;

import java.util.Set;

import org.springframework.transaction.support.TransactionTemplate;

import dev.ordersaga.payment.Money;
import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.database.Database;

/** {@code POST /accounts/{customerId}/deposits}, with the real cashier. */
public final class SimulatedCashier {

    private final Cashier cashier;
    private final TransactionTemplate transaction;

    public SimulatedCashier(Database database, SimulatedAccounts accounts, Books books, Set<Bug> bugs) {
        this.cashier = new Cashier(accounts, new SimulatedDeposits(database, books, bugs));
        this.transaction = new TransactionTemplate(database);
    }

    /** @throws RuntimeException if the database fails */
    public void deposit(String customerId, String amount, String key) {
        transaction.executeWithoutResult(_ -> cashier.deposit(customerId, Money.of(amount, "EUR"), key));
    }
}
