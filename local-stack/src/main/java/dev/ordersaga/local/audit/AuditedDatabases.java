package dev.ordersaga.local.audit;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.local.Endpoints;

/** The three services' databases, asked what the checks want to know; ids narrow a question to what is suspicious. */
final class AuditedDatabases {

    private final Endpoints endpoints;
    private final Auditor auditor;

    AuditedDatabases(Endpoints endpoints, Auditor auditor) {
        this.endpoints = endpoints;
        this.auditor = auditor;
    }

    Finding money() {
        var check = new MoneyCheck();
        try (var payments = payments()) {
            payments.read(MoneyCheck.QUERY,
                    row -> check.add(new MoneyCheck.Account(row.getString("customer_id"), row.getString("currency"),
                            row.getBigDecimal("balance"), row.getBigDecimal("paid"), row.getBigDecimal("deposited"))));
        }
        return check.finding();
    }

    Finding stock() {
        var check = new StockCheck();
        try (var inventory = inventory()) {
            inventory.read(StockCheck.QUERY,
                    row -> check.add(new StockCheck.Article(row.getString("sku"), row.getLong("available"),
                            row.getLong("reserved"), row.getLong("delivered"), row.getLong("held"))));
        }
        return check.finding();
    }

    EffectsCheck.Picture effects(@Nullable Set<UUID> ids) {
        var statuses = new HashMap<UUID, String>();
        var paid = new HashSet<UUID>();
        var reserved = new HashSet<UUID>();
        try (var orders = orders(); var payments = payments(); var inventory = inventory()) {
            narrowed(orders, "select id, status from orders where ", "id", ids,
                    row -> statuses.put(row.getObject(1, UUID.class), row.getString(2)));
            narrowed(payments, "select order_id from payment where status = 'COMPLETED' and ", "order_id", ids,
                    row -> paid.add(row.getObject(1, UUID.class)));
            narrowed(inventory, "select order_id from reservation where status = 'RESERVED' and ", "order_id", ids,
                    row -> reserved.add(row.getObject(1, UUID.class)));
        }
        return new EffectsCheck.Picture(statuses, paid, reserved);
    }

    void sagas(@Nullable Set<UUID> ids, Consumer<EndingsCheck.Saga> reader) {
        try (var orders = orders()) {
            narrowed(orders, EndingsCheck.QUERY + " where ", "o.id", ids, row -> reader.accept(saga(row)));
        }
    }

    /** One after the other: the three outboxes, each with the name that says where it is. */
    List<Snapshot> outboxes() {
        return List.of(orders(), payments(), inventory());
    }

    private static void narrowed(Snapshot snapshot, String query, String column, @Nullable Set<UUID> ids,
            Snapshot.RowReader reader) {
        UUID[] parameter = ids == null ? null : Snapshot.ids(ids);
        snapshot.read(query + "(?::uuid[] is null or %s = any(?))".formatted(column), reader, parameter, parameter);
    }

    private static EndingsCheck.Saga saga(ResultSet row) throws SQLException {
        return new EndingsCheck.Saga(row.getObject("id", UUID.class),
                EndingsCheck.Status.valueOf(row.getString("status")),
                row.getObject("due", OffsetDateTime.class).toInstant(),
                row.getObject("now", OffsetDateTime.class).toInstant(),
                List.of((Integer[]) array(row, "positions")), row.getBoolean("old")
                        ? null
                        : List.of((String[]) array(row, "types")));
    }

    private static Object array(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray();
    }

    private Snapshot orders() {
        return Snapshot.of(endpoints.ordersJdbc(), auditor);
    }

    private Snapshot payments() {
        return Snapshot.of(endpoints.paymentsJdbc(), auditor);
    }

    private Snapshot inventory() {
        return Snapshot.of(endpoints.inventoryJdbc(), auditor);
    }
}
