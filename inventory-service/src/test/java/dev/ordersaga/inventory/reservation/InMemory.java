package dev.ordersaga.inventory.reservation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.ordersaga.inventory.stock.StockItem;
import dev.ordersaga.inventory.stock.StockItems;

/** The ports of the handlers without a database, for one thread. */
final class InMemory {

    private InMemory() {}

    static final class InMemoryReservations implements Reservations {

        private final Map<UUID, Reservation> reservations = new HashMap<>();

        @Override
        public void lock(Collection<UUID> orderIds) {
            orderIds.forEach(orderId -> reservations.computeIfAbsent(orderId, Reservation::new));
        }

        @Override
        public Reservation get(UUID orderId) {
            return Optional.ofNullable(reservations.get(orderId)).orElseThrow();
        }
    }

    static final class InMemoryStockItems implements StockItems {

        private final Map<String, StockItem> stock = new HashMap<>();

        InMemoryStockItems with(String sku, int available) {
            var item = StockItem.open(sku);
            item.takeIn(available);
            stock.put(sku, item);
            return this;
        }

        @Override
        public void lock(Collection<String> skus) {}

        @Override
        public Optional<StockItem> find(String sku) {
            return Optional.ofNullable(stock.get(sku));
        }
    }
}
