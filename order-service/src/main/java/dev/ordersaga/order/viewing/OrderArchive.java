package dev.ordersaga.order.viewing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.EntityManager;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.ordersaga.order.order.Order;
import dev.ordersaga.order.order.OrderStatus;
import dev.ordersaga.order.order.OrderStep;

/** Reads orders without locking them. */
@Repository
@Transactional(readOnly = true)
class OrderArchive {

    record Filter(@Nullable String customerId, @Nullable OrderStatus status, @Nullable Cursor after) {}

    private final EntityManager entities;

    OrderArchive(EntityManager entities) {
        this.entities = entities;
    }

    Optional<OrderView.WithSteps> find(UUID id) {
        return Optional.ofNullable(entities.find(Order.class, id))
                .map(order -> OrderView.WithSteps.of(order, steps(id)));
    }

    private List<OrderStep> steps(UUID orderId) {
        return entities
                .createQuery("from OrderStep where id.orderId = :orderId order by id.position", OrderStep.class)
                .setParameter("orderId", orderId)
                .getResultList();
    }

    /** Newest first: the ids are in the order of time. */
    List<OrderView> list(Filter filter, int limit) {
        var query = entities.createQuery("select o from Order o" + where(filter) + " order by o.id desc", Order.class);
        if (filter.customerId() != null) {
            query.setParameter("customerId", filter.customerId());
        }
        if (filter.status() != null) {
            query.setParameter("status", filter.status());
        }
        if (filter.after() != null) {
            query.setParameter("after", filter.after().lastId());
        }
        return query.setMaxResults(limit).getResultStream().map(OrderView::of).toList();
    }

    /** Only what is asked for, so that the database can plan for just that. */
    private static String where(Filter filter) {
        var conditions = new ArrayList<String>();
        if (filter.customerId() != null) {
            conditions.add("o.customerId = :customerId");
        }
        if (filter.status() != null) {
            conditions.add("o.status = :status");
        }
        if (filter.after() != null) {
            conditions.add("o.id < :after");
        }
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }
}
