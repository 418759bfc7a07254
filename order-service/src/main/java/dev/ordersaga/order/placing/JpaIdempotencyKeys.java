package dev.ordersaga.order.placing;

import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import org.springframework.stereotype.Repository;

@Repository
class JpaIdempotencyKeys implements IdempotencyKeys {

    private final EntityManager entities;

    JpaIdempotencyKeys(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public Optional<Use> take(String key, Use use) {
        var taken = entities.createNativeQuery("""
                insert into idempotency_key (key, request_sha256, order_id) values (:key, :request, :order)
                on conflict do nothing""")
                .setParameter("key", key)
                .setParameter("request", use.request().sha256())
                .setParameter("order", use.orderId())
                .executeUpdate();
        return taken == 1 ? Optional.empty() : Optional.of(earlier(key));
    }

    /** A new statement sees what has been committed meanwhile (read committed). */
    private Use earlier(String key) {
        var row = (Tuple) entities
                .createNativeQuery("select order_id, request_sha256 from idempotency_key where key = :key", Tuple.class)
                .setParameter("key", key)
                .getSingleResult();
        return new Use(row.get(0, UUID.class), new Fingerprint(row.get(1, String.class)));
    }
}
