package dev.ordersaga.inventory.stock;

import java.util.Optional;

import dev.ordersaga.simulation.books.Books;
import dev.ordersaga.simulation.database.Database;
import dev.ordersaga.simulation.database.Table;

/** The table {@code delivery} in memory. */
final class SimulatedDeliveries extends Deliveries {

    private record Line(String key, Delivery delivery) {}

    private final Table<String, Line> deliveries;

    @SuppressWarnings("NullAway") // every method that would use the database is replaced
    SimulatedDeliveries(Database database, Books books) {
        super(null);
        this.deliveries = database.values("delivery", Line::key);
        deliveries.watch((_, line) -> books.delivered(line.delivery().sku(), line.delivery().quantity()));
    }

    @Override
    void add(Delivery delivery) {
        deliveries.append(new Line(delivery.sku() + " " + delivery.idempotencyKey(), delivery));
    }

    @Override
    Optional<Delivery> find(String sku, String idempotencyKey) {
        return deliveries.read(sku + " " + idempotencyKey).map(Line::delivery);
    }
}
