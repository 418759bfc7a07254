package dev.ordersaga.payment.account;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;

import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import org.springframework.stereotype.Repository;

import dev.ordersaga.outbox.jdbc.LockedRows;

@Repository
class JpaAccounts implements Accounts {

    private final LockedRows<String, Account> locked = new LockedRows<>("account", Account::customerId);
    private final EntityManager entities;

    JpaAccounts(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void lock(Collection<String> customerIds) {
        locked.add(customerIds, customerIds.isEmpty() ? List.of() : select(customerIds));
    }

    private List<Account> select(Collection<String> customerIds) {
        return entities.createQuery("from Account where customerId in :ids order by customerId", Account.class)
                .setParameter("ids", customerIds)
                .setLockMode(PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Override
    public Optional<Account> find(String customerId) {
        return locked.find(customerId);
    }

    /** Looks without locking. */
    Optional<Account> read(String customerId) {
        return Optional.ofNullable(entities.find(Account.class, customerId));
    }

    /** Opens an account if there is none yet; of several at once, one does and the others wait for it. */
    boolean open(String customerId, Currency currency) {
        return entities.createNativeQuery("""
                insert into account (customer_id, currency, balance) values (:id, :currency, 0)
                on conflict do nothing""")
                .setParameter("id", customerId)
                .setParameter("currency", currency.getCurrencyCode())
                .executeUpdate() == 1;
    }
}
