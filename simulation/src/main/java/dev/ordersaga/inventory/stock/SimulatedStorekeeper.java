package dev.ordersaga.inventory.stock;

import org.springframework.transaction.support.TransactionTemplate;

import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.database.Database;

/** {@code POST /stock/{sku}/deliveries}, with the real storekeeper. */
public final class SimulatedStorekeeper {

    private final Storekeeper storekeeper;
    private final TransactionTemplate transaction;

    public SimulatedStorekeeper(Database database, SimulatedStock stock, Books books) {
        this.storekeeper = new Storekeeper(stock, new SimulatedDeliveries(database, books));
        this.transaction = new TransactionTemplate(database);
    }

    /** @throws RuntimeException if the database fails */
    public void deliver(String sku, int quantity, String key) {
        transaction.executeWithoutResult(_ -> storekeeper.deliver(sku, quantity, key));
    }
}
