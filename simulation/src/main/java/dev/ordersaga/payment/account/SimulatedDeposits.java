package dev.ordersaga.payment.account;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.database.Database;
import dev.ordersaga.simulation.database.Table;

/** The table {@code deposit} in memory. */
final class SimulatedDeposits extends Deposits {

    private record Line(String key, Deposit deposit) {}

    private final Table<String, Line> deposits;
    private final Set<Bug> bugs;

    @SuppressWarnings("NullAway") // every method that would use the database is replaced
    SimulatedDeposits(Database database, Books books, Set<Bug> bugs) {
        super(null);
        this.deposits = database.values("deposit", Line::key);
        this.bugs = bugs;
        deposits.watch((_, line) -> books.deposited(line.deposit().customerId(), line.deposit().amount().amount()));
    }

    @Override
    void add(Deposit deposit) {
        var key = bugs.contains(Bug.DEPOSIT_KEY_IGNORED)
                ? UUID.randomUUID().toString()
                : deposit.customerId() + " " + deposit.idempotencyKey();
        deposits.append(new Line(key, deposit));
    }

    @Override
    Optional<Deposit> find(String customerId, String idempotencyKey) {
        return deposits.read(customerId + " " + idempotencyKey).map(Line::deposit);
    }
}
