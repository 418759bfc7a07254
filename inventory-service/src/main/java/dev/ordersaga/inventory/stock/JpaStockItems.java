package dev.ordersaga.inventory.stock;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.EntityManager;

import org.springframework.stereotype.Repository;

import dev.ordersaga.outbox.jdbc.LockedRows;

@Repository
class JpaStockItems implements StockItems {

    private final LockedRows<String, StockItem> locked = new LockedRows<>("stock", StockItem::sku);
    private final EntityManager entities;

    JpaStockItems(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void lock(Collection<String> skus) {
        locked.add(skus, skus.isEmpty() ? List.of() : select(skus));
    }

    private List<StockItem> select(Collection<String> skus) {
        return entities.createQuery("from StockItem where sku in :skus order by sku", StockItem.class)
                .setParameter("skus", skus)
                .setLockMode(PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Override
    public Optional<StockItem> find(String sku) {
        return locked.find(sku);
    }

    /** Looks without locking. */
    Optional<StockItem> read(String sku) {
        return Optional.ofNullable(entities.find(StockItem.class, sku));
    }

    /** Looks without locking, by the key and not by an offset: what is opened meanwhile shifts no page. */
    List<StockItem> readAfter(String sku, int limit) {
        return entities.createQuery("from StockItem where sku > :sku order by sku", StockItem.class)
                .setParameter("sku", sku)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Opens the stock of a sku if there is none yet; of several at once, one does and the others wait for it. */
    boolean open(String sku) {
        return entities.createNativeQuery("""
                insert into stock (sku, available, reserved) values (:sku, 0, 0)
                on conflict do nothing""")
                .setParameter("sku", sku)
                .executeUpdate() == 1;
    }
}
