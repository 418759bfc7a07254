package dev.ordersaga.inventory.stock;

import java.util.Collection;
import java.util.Optional;

/** The stock, as those who change it inside a transaction see it. */
public interface StockItems {

    /** Locks the stock of these skus, in their order, until the transaction ends. */
    void lock(Collection<String> skus);

    /**
     * Stock that is locked; empty where nothing was ever delivered.
     *
     * @throws IllegalStateException if this transaction has not asked for the lock
     */
    Optional<StockItem> find(String sku);
}
