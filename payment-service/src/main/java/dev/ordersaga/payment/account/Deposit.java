package dev.ordersaga.payment.account;

import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.payment.Money;

/**
 * A line of the ledger: the money that came in, and what the account held after it. Never changed.
 *
 * @param opening whether it is the one that opened the account
 */
record Deposit(UUID id, String customerId, Money amount, Money balance, boolean opening,
        @Nullable String idempotencyKey) {

    static Deposit into(Account account, Money amount, boolean opening, @Nullable String idempotencyKey) {
        return new Deposit(UuidCreator.getTimeOrderedEpoch(), account.customerId(), amount, account.balance(), opening,
                idempotencyKey);
    }
}
