package dev.ordersaga.payment.account;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.account.DepositOutcome.KeyReused;
import dev.ordersaga.payment.account.DepositOutcome.OtherCurrency;
import dev.ordersaga.payment.account.DepositOutcome.PaidIn;

/** Takes deposits in; the lock of the account makes those of one customer come one after another. */
@Service
class Cashier {

    private final JdbcAccounts accounts;
    private final Deposits deposits;

    Cashier(JdbcAccounts accounts, Deposits deposits) {
        this.accounts = accounts;
        this.deposits = deposits;
    }

    @Transactional
    DepositOutcome deposit(String customerId, Money amount, @Nullable String idempotencyKey) {
        var opening = accounts.open(customerId, amount.currency());
        accounts.lock(List.of(customerId));
        var account = accounts.find(customerId).orElseThrow();
        var earlier = earlier(customerId, idempotencyKey);
        return earlier.isPresent()
                ? repeat(earlier.get(), amount)
                : payIn(account, amount, opening, idempotencyKey);
    }

    private static DepositOutcome repeat(Deposit earlier, Money amount) {
        return earlier.amount().equals(amount) ? new PaidIn(earlier) : new KeyReused();
    }

    private Optional<Deposit> earlier(String customerId, @Nullable String idempotencyKey) {
        return idempotencyKey == null ? Optional.empty() : deposits.find(customerId, idempotencyKey);
    }

    private DepositOutcome payIn(Account account, Money amount, boolean opening, @Nullable String idempotencyKey) {
        if (!account.balance().hasCurrencyOf(amount)) {
            return new OtherCurrency(account.balance().currency());
        }
        account.credit(amount);
        var deposit = Deposit.into(account, amount, opening, idempotencyKey);
        deposits.add(deposit);
        return new PaidIn(deposit);
    }
}
