package dev.ordersaga.inventory.stock;

/** The pieces of one sku: what is there is either available or reserved. */
public class StockItem {

    /** More than any warehouse holds, less than what JSON readers take for exact, and far from an overflow. */
    static final long MOST_PIECES = 1_000_000_000_000_000L;

    /** All of it that changes. */
    record Level(long available, long reserved) {}

    private final String sku;
    private long available;
    private long reserved;

    /** As it was when it was left. */
    StockItem(String sku, Level level) {
        this.sku = sku;
        this.available = level.available();
        this.reserved = level.reserved();
    }

    public static StockItem open(String sku) {
        return new StockItem(sku, new Level(0, 0));
    }

    Level level() {
        return new Level(available, reserved);
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
