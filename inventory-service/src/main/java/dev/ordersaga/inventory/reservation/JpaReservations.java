package dev.ordersaga.inventory.reservation;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.EntityManager;

import org.springframework.stereotype.Repository;

import dev.ordersaga.outbox.jdbc.LockedRows;

@Repository
class JpaReservations implements Reservations {

    private final LockedRows<UUID, Reservation> locked = new LockedRows<>("reservation", Reservation::orderId);
    private final EntityManager entities;

    JpaReservations(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The insert makes the unknown ones lockable, too: of two batches that bring two messages about an order at the same
     * time, one waits for the other. The lines are read by a statement of their own: one that had waited for the lock
     * would still see the lines of the moment it began.
     */
    @Override
    public void lock(Collection<UUID> orderIds) {
        insertMissing(orderIds);
        var reservations = select(orderIds);
        fetchLines(orderIds);
        locked.add(orderIds, reservations);
    }

    private void insertMissing(Collection<UUID> orderIds) {
        entities.createNativeQuery("""
                insert into reservation (order_id, status, messages_sent)
                select order_id, 'NONE', 0 from unnest(:ids) order_id order by order_id
                on conflict do nothing""")
                .setParameter("ids", orderIds.toArray(UUID[]::new))
                .executeUpdate();
    }

    private List<Reservation> select(Collection<UUID> orderIds) {
        return entities.createQuery("from Reservation where orderId in :ids order by orderId", Reservation.class)
                .setParameter("ids", orderIds)
                .setLockMode(PESSIMISTIC_WRITE)
                .getResultList();
    }

    private List<Reservation> fetchLines(Collection<UUID> orderIds) {
        return entities
                .createQuery("from Reservation r left join fetch r.lines where r.orderId in :ids", Reservation.class)
                .setParameter("ids", orderIds)
                .getResultList();
    }

    @Override
    public Reservation get(UUID orderId) {
        return locked.find(orderId).orElseThrow();
    }

    /** Looks without locking. */
    Optional<Reservation> read(UUID orderId) {
        return fetchLines(List.of(orderId)).stream().findFirst();
    }
}
