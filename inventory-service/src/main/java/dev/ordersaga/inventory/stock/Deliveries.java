package dev.ordersaga.inventory.stock;

import java.util.Optional;

import jakarta.persistence.EntityManager;

import org.springframework.stereotype.Repository;

@Repository
class Deliveries {

    private final EntityManager entities;

    Deliveries(EntityManager entities) {
        this.entities = entities;
    }

    void add(Delivery delivery) {
        entities.persist(delivery);
    }

    Optional<Delivery> find(String sku, String idempotencyKey) {
        return entities.createQuery("from Delivery where sku = :sku and idempotencyKey = :key", Delivery.class)
                .setParameter("sku", sku)
                .setParameter("key", idempotencyKey)
                .getResultStream()
                .findFirst();
    }
}
