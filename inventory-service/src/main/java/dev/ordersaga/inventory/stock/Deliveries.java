package dev.ordersaga.inventory.stock;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
class Deliveries {

    private final JdbcTemplate jdbc;

    Deliveries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(Delivery delivery) {
        jdbc.update("""
                insert into delivery (id, sku, quantity, available, reserved, opening, idempotency_key)
                values (?, ?, ?, ?, ?, ?, ?)""", delivery.id(), delivery.sku(), delivery.quantity(),
                delivery.level().available(), delivery.level().reserved(), delivery.opening(),
                delivery.idempotencyKey());
    }

    Optional<Delivery> find(String sku, String idempotencyKey) {
        return jdbc.query("""
                select id, sku, quantity, available, reserved, opening, idempotency_key
                  from delivery where sku = ? and idempotency_key = ?""", Deliveries::delivery, sku, idempotencyKey)
                .stream().findFirst();
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(row.getObject("id", UUID.class), row.getString("sku"), row.getInt("quantity"),
                new StockItem.Level(row.getLong("available"), row.getLong("reserved")), row.getBoolean("opening"),
                row.getString("idempotency_key"));
    }
}
