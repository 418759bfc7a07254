package dev.ordersaga.order.placing;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
class JdbcIdempotencyKeys implements IdempotencyKeys {

    private final JdbcTemplate jdbc;

    JdbcIdempotencyKeys(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Use> take(String key, Use use) {
        int taken = jdbc.update("""
                insert into idempotency_key (key, request_sha256, order_id) values (?, ?, ?)
                on conflict do nothing""", key, use.request().sha256(), use.orderId());
        return taken == 1 ? Optional.empty() : Optional.of(earlier(key));
    }

    /** A new statement sees what has been committed meanwhile (read committed). */
    private Use earlier(String key) {
        return requireNonNull(jdbc.queryForObject(
                "select order_id, request_sha256 from idempotency_key where key = ?",
                (row, _) -> new Use(row.getObject(1, UUID.class), new Fingerprint(row.getString(2))), key));
    }
}
