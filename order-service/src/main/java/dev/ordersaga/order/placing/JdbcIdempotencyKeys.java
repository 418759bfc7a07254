package dev.ordersaga.order.placing;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.ordersaga.outbox.jdbc.RowArrays;

@Repository
class JdbcIdempotencyKeys implements IdempotencyKeys {

    /**
     * In the order of the keys, so that two who take the same ones wait for each other in one direction only. What is set for this
     * transaction is set before the first row, which needs it; a statement of its own would be one more round trip.
     */
    private static final String TAKE_SEVERAL = """
            insert into idempotency_key (key, request_sha256, order_id)
            select use.*
              from (select set_config('lock_timeout', '100ms', true)) as patience,
                   unnest(?::text[], ?::text[], ?::uuid[]) as use
                on conflict do nothing
            returning key""";

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

    @Override
    public Set<String> take(Map<String, Use> uses) {
        var sorted = new TreeMap<>(uses).entrySet();
        return Set.copyOf(jdbc.query(TAKE_SEVERAL, RowArrays.of(sorted)
                .column("text", Map.Entry::getKey)
                .column("text", use -> use.getValue().request().sha256())
                .column("uuid", use -> use.getValue().orderId()), (row, _) -> row.getString(1)));
    }

    /** A new statement sees what has been committed meanwhile (read committed). */
    private Use earlier(String key) {
        return requireNonNull(jdbc.queryForObject(
                "select order_id, request_sha256 from idempotency_key where key = ?",
                (row, _) -> new Use(row.getObject(1, UUID.class), new Fingerprint(row.getString(2))), key));
    }
}
