package dev.ordersaga.payment.account;

import java.util.Optional;

import jakarta.persistence.EntityManager;

import org.springframework.stereotype.Repository;

@Repository
class Deposits {

    private final EntityManager entities;

    Deposits(EntityManager entities) {
        this.entities = entities;
    }

    void add(Deposit deposit) {
        entities.persist(deposit);
    }

    Optional<Deposit> find(String customerId, String idempotencyKey) {
        return entities
                .createQuery("from Deposit where customerId = :id and idempotencyKey = :key", Deposit.class)
                .setParameter("id", customerId)
                .setParameter("key", idempotencyKey)
                .getResultStream()
                .findFirst();
    }
}
