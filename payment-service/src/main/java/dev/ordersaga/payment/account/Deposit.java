package dev.ordersaga.payment.account;

import java.math.BigDecimal;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import com.github.f4b6a3.uuid.UuidCreator;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.payment.Money;

/** A line of the ledger: the money that came in, and what the account held after it. Never changed. */
@Entity
class Deposit {

    @Id
    private UUID id;
    private String customerId;
    private Money amount;
    private BigDecimal balance;
    private boolean opening;
    private @Nullable String idempotencyKey;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected Deposit() {}

    Deposit(Account account, Money amount, boolean opening, @Nullable String idempotencyKey) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.customerId = account.customerId();
        this.amount = amount;
        this.balance = account.balance().amount();
        this.opening = opening;
        this.idempotencyKey = idempotencyKey;
    }

    String customerId() {
        return customerId;
    }

    Money amount() {
        return amount;
    }

    Money balance() {
        return new Money(balance, amount.currency());
    }

    /** Was it the one that opened the account? */
    boolean opening() {
        return opening;
    }

    @Nullable
    String idempotencyKey() {
        return idempotencyKey;
    }
}
