package dev.ordersaga.inventory.stock;

import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

import org.jspecify.annotations.Nullable;

/**
 * A line of the ledger: the pieces that came in, and what the stock was after it. Never changed.
 *
 * @param opening whether it is the one that opened the stock
 */
record Delivery(UUID id, String sku, int quantity, StockItem.Level level, boolean opening,
        @Nullable String idempotencyKey) {

    static Delivery into(StockItem stock, int quantity, boolean opening, @Nullable String idempotencyKey) {
        return new Delivery(UuidCreator.getTimeOrderedEpoch(), stock.sku(), quantity, stock.level(), opening,
                idempotencyKey);
    }
}
