package dev.ordersaga.payment.payment;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.account.Account;
import dev.ordersaga.payment.account.Accounts;

/** The ports of the handlers without a database, for one thread. */
final class InMemory {

    private InMemory() {}

    static final class InMemoryPayments implements Payments {

        private final Map<UUID, Payment> payments = new HashMap<>();

        @Override
        public void lock(Collection<UUID> orderIds) {
            orderIds.forEach(orderId -> payments.computeIfAbsent(orderId, Payment::new));
        }

        @Override
        public Payment get(UUID orderId) {
            return Optional.ofNullable(payments.get(orderId)).orElseThrow();
        }
    }

    static final class InMemoryAccounts implements Accounts {

        private final Map<String, Account> accounts = new HashMap<>();

        InMemoryAccounts with(String customerId, Money balance) {
            var account = Account.open(customerId, balance.currency());
            account.credit(balance);
            accounts.put(customerId, account);
            return this;
        }

        @Override
        public void lock(Collection<String> customerIds) {}

        @Override
        public Optional<Account> find(String customerId) {
            return Optional.ofNullable(accounts.get(customerId));
        }
    }
}
