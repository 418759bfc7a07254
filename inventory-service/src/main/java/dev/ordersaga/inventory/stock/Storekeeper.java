package dev.ordersaga.inventory.stock;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.ordersaga.inventory.stock.DeliveryOutcome.KeyReused;
import dev.ordersaga.inventory.stock.DeliveryOutcome.NoRoom;
import dev.ordersaga.inventory.stock.DeliveryOutcome.TakenIn;

/** Takes deliveries in; the lock of the stock makes those of one sku come one after another. */
@Service
class Storekeeper {

    private final JdbcStockItems stock;
    private final Deliveries deliveries;

    Storekeeper(JdbcStockItems stock, Deliveries deliveries) {
        this.stock = stock;
        this.deliveries = deliveries;
    }

    @Transactional
    DeliveryOutcome deliver(String sku, int quantity, @Nullable String idempotencyKey) {
        var opening = stock.open(sku);
        stock.lock(List.of(sku));
        var item = stock.find(sku).orElseThrow();
        var earlier = earlier(sku, idempotencyKey);
        return earlier.isPresent()
                ? repeat(earlier.get(), quantity)
                : takeIn(item, quantity, opening, idempotencyKey);
    }

    private static DeliveryOutcome repeat(Delivery earlier, int quantity) {
        return earlier.quantity() == quantity ? new TakenIn(earlier) : new KeyReused();
    }

    private Optional<Delivery> earlier(String sku, @Nullable String idempotencyKey) {
        return idempotencyKey == null ? Optional.empty() : deliveries.find(sku, idempotencyKey);
    }

    private DeliveryOutcome takeIn(StockItem item, int quantity, boolean opening, @Nullable String idempotencyKey) {
        if (!item.takeIn(quantity)) {
            return new NoRoom();
        }
        var delivery = Delivery.into(item, quantity, opening, idempotencyKey);
        deliveries.add(delivery);
        return new TakenIn(delivery);
    }
}
