package dev.ordersaga.inventory.stock;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The pieces of one sku: what is there is either available or reserved. */
@Entity
@Table(name = "stock")
public class StockItem {

    /** More than any warehouse holds, less than what JSON readers take for exact, and far from an overflow. */
    static final long MOST_PIECES = 1_000_000_000_000_000L;

    @Id
    private String sku;
    private long available;
    private long reserved;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected StockItem() {}

    private StockItem(String sku) {
        this.sku = sku;
    }

    public static StockItem open(String sku) {
        return new StockItem(sku);
    }

    public String sku() {
        return sku;
    }

    public long available() {
        return available;
    }

    public long reserved() {
        return reserved;
    }

    /** @return whether there was room for it */
    public boolean takeIn(int quantity) {
        if (available + reserved > MOST_PIECES - quantity) {
            return false;
        }
        available += quantity;
        return true;
    }

    /** @throws IllegalStateException if less is available: to be asked before */
    public void reserve(int quantity) {
        if (available < quantity) {
            throw new IllegalStateException("stock " + sku + " has " + available + " available, not " + quantity);
        }
        available -= quantity;
        reserved += quantity;
    }

    /** @throws IllegalStateException if less is reserved */
    public void giveBack(int quantity) {
        if (reserved < quantity) {
            throw new IllegalStateException("stock " + sku + " has " + reserved + " reserved, not " + quantity);
        }
        reserved -= quantity;
        available += quantity;
    }
}
