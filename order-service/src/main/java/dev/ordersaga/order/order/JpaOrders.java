package dev.ordersaga.order.order;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;

import org.hibernate.Session;
import org.springframework.stereotype.Repository;

@Repository
class JpaOrders implements Orders {

    /** Waits for nobody, so the order in which it locks cannot lead to a deadlock. */
    private static final String OVERDUE = """
            select * from orders where status = 'PENDING' and deadline_at <= :now
             order by deadline_at limit :limit for update skip locked""";

    private final EntityManager entities;

    JpaOrders(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void add(Order order) {
        entities.persist(order);
    }

    @Override
    public void add(OrderStep step) {
        entities.persist(step);
    }

    @Override
    public void lock(Collection<UUID> ids) {
        entities.createQuery("select o from Order o where o.id in :ids order by o.id", Order.class)
                .setParameter("ids", ids)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Override
    public Optional<Order> find(UUID id) {
        return Optional.ofNullable(entities.find(Order.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    public List<Order> claimOverdue(Instant now, int limit) {
        return entities.unwrap(Session.class)
                .createNativeQuery(OVERDUE, Order.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
    }
}
