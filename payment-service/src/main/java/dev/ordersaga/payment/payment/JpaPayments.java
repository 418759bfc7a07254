package dev.ordersaga.payment.payment;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.EntityManager;

import org.springframework.stereotype.Repository;

import dev.ordersaga.outbox.jdbc.LockedRows;

@Repository
class JpaPayments implements Payments {

    private final LockedRows<UUID, Payment> locked = new LockedRows<>("payment", Payment::orderId);
    private final EntityManager entities;

    JpaPayments(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The insert makes the unknown ones lockable, too: of two batches that bring the order and its cancellation at the
     * same time, one waits for the other.
     */
    @Override
    public void lock(Collection<UUID> orderIds) {
        insertMissing(orderIds);
        locked.add(orderIds, select(orderIds));
    }

    private void insertMissing(Collection<UUID> orderIds) {
        entities.createNativeQuery("""
                insert into payment (order_id, status, messages_sent)
                select order_id, 'NONE', 0 from unnest(:ids) order_id order by order_id
                on conflict do nothing""")
                .setParameter("ids", orderIds.toArray(UUID[]::new))
                .executeUpdate();
    }

    private List<Payment> select(Collection<UUID> orderIds) {
        return entities.createQuery("from Payment where orderId in :ids order by orderId", Payment.class)
                .setParameter("ids", orderIds)
                .setLockMode(PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Override
    public Payment get(UUID orderId) {
        return locked.find(orderId).orElseThrow();
    }

    /** Looks without locking. */
    Optional<Payment> read(UUID orderId) {
        return Optional.ofNullable(entities.find(Payment.class, orderId));
    }
}
