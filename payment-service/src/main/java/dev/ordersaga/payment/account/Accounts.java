package dev.ordersaga.payment.account;

import java.util.Collection;
import java.util.Optional;

/** The accounts, as those who change them inside a transaction see them. */
public interface Accounts {

    /** Locks the accounts of these customers, in the order of their ids, until the transaction ends. */
    void lock(Collection<String> customerIds);

    /**
     * An account that is locked; empty where there is none.
     *
     * @throws IllegalStateException if this transaction has not asked for the lock
     */
    Optional<Account> find(String customerId);
}
