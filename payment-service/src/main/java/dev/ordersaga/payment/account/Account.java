package dev.ordersaga.payment.account;

import java.util.Currency;

import dev.ordersaga.payment.Money;

/** A customer's money, all of it in one currency: that of the first deposit. */
public class Account {

    private final String customerId;
    private Money balance;

    Account(String customerId, Money balance) {
        this.customerId = customerId;
        this.balance = balance;
    }

    public static Account open(String customerId, Currency currency) {
        return new Account(customerId, Money.zero(currency));
    }

    public String customerId() {
        return customerId;
    }

    public Money balance() {
        return balance;
    }

    public void credit(Money amount) {
        balance = balance.plus(amount);
    }

    /** @throws IllegalStateException if the balance does not cover it: to be asked before */
    public void debit(Money amount) {
        if (!balance.covers(amount)) {
            throw new IllegalStateException("account " + customerId + " holds " + balance + ", not " + amount);
        }
        balance = balance.minus(amount);
    }
}
