package dev.ordersaga.inventory.stock;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import com.github.f4b6a3.uuid.UuidCreator;

import org.jspecify.annotations.Nullable;

/** A line of the ledger: the pieces that came in, and what the stock was after it. Never changed. */
@Entity
class Delivery {

    @Id
    private UUID id;
    private String sku;
    private int quantity;
    private long available;
    private long reserved;
    private boolean opening;
    private @Nullable String idempotencyKey;

    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected Delivery() {}

    Delivery(StockItem stock, int quantity, boolean opening, @Nullable String idempotencyKey) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.sku = stock.sku();
        this.quantity = quantity;
        this.available = stock.available();
        this.reserved = stock.reserved();
        this.opening = opening;
        this.idempotencyKey = idempotencyKey;
    }

    String sku() {
        return sku;
    }

    int quantity() {
        return quantity;
    }

    long available() {
        return available;
    }

    long reserved() {
        return reserved;
    }

    /** Was it the one that opened the stock? */
    boolean opening() {
        return opening;
    }

    @Nullable
    String idempotencyKey() {
        return idempotencyKey;
    }
}
