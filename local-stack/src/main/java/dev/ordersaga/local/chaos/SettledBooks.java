package dev.ordersaga.local.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.audit.Auditor;
import dev.ordersaga.local.audit.Finding;
import dev.ordersaga.local.audit.Invariant;
import dev.ordersaga.local.audit.Snapshot;

/** What can be said of the books only when everything has settled, and no row has left the outboxes yet. */
final class SettledBooks {

    private static final int SHOWN = 10;

    /** By subscription, the types that it takes; ids of types are unique, so their topics need not be named. */
    private static final Map<String, List<String>> WANTED = Map.of(
            "order-service", List.of("PaymentCompleted", "PaymentDeclined", "PaymentCancelled", "StockReserved",
                    "StockShort", "StockReleased"),
            "payment-service", List.of("OrderPlaced", "CancelPayment"),
            "inventory-service", List.of("OrderPlaced", "PaymentCompleted", "PaymentDeclined", "ReleaseStock"));
    private static final String REPEATED_STEPS = """
            select order_id::text, type from order_step group by order_id, type having count(*) > 1
            """;
    private static final String REPEATED_MESSAGES = """
            select message_key, type from outbox where topic not like '%.dlt'
            group by message_key, type having count(*) > 1
            """;
    private static final String MESSAGES = "select id from outbox where type = any(?)";
    private static final String HANDLED = "select message_id from inbox where subscription = ?";
    private static final String PAYMENTS = """
            select p.order_id::text, p.status, coalesce(m.types, '{}') as types
            from payment p
            left join (select message_key, array_agg(type) as types from outbox where topic = 'payment-events'
                       group by message_key) m on m.message_key = p.order_id::text
            where p.customer_id is not null
              and ((p.status = 'CANCELLED') <> ('PaymentCancelled' = any(coalesce(m.types, '{}')))
                or (p.status = 'CANCELLED' and not 'PaymentCompleted' = any(coalesce(m.types, '{}')))
                or (p.status = 'DECLINED' and 'PaymentCompleted' = any(coalesce(m.types, '{}'))))
            """;
    private static final String RESERVATIONS = """
            select r.order_id::text, r.status, coalesce(m.types, '{}') as types
            from reservation r
            left join (select message_key, array_agg(type) as types from outbox where topic = 'inventory-events'
                       group by message_key) m on m.message_key = r.order_id::text
            where (r.status = 'RESERVED'
                   and coalesce(m.types, '{}') <> array['StockReserved'])
               or (r.status <> 'RESERVED' and 'StockReserved' = any(coalesce(m.types, '{}'))
                   and not 'StockReleased' = any(coalesce(m.types, '{}')))
               or ('StockReserved' = any(coalesce(m.types, '{}')) and 'StockShort' = any(coalesce(m.types, '{}')))
            """;
    private static final String UNDONE = """
            select (select count(*) from payment where status = 'CANCELLED' and customer_id is not null) as paid,
                   (select count(*) from payment where status = 'CANCELLED' and customer_id is null) as barred
            """;

    private final Endpoints endpoints;
    private final Auditor auditor;

    SettledBooks(Endpoints endpoints, Auditor auditor) {
        this.endpoints = endpoints;
        this.auditor = auditor;
    }

    /** Every message was handled by whoever wants it, and nothing shows that one was handled twice. */
    Finding once() {
        var violations = new ArrayList<String>();
        collect(endpoints.ordersJdbc(), REPEATED_STEPS, "order %s has more than one step %s", violations);
        for (var url : databases()) {
            collect(url, REPEATED_MESSAGES, "about order %s more than one %s was sent", violations);
        }
        long handled = 0;
        for (var subscription : WANTED.entrySet()) {
            var unhandled = ids(subscription.getValue());
            handled += unhandled.size();
            unhandled.removeAll(handledBy(subscription.getKey()));
            if (!unhandled.isEmpty()) {
                violations.add("%s has never handled %d messages, such as %s".formatted(subscription.getKey(), unhandled
                        .size(), unhandled.iterator().next()));
            }
        }
        return finding(Invariant.ONCE, "%,d messages, each handled by the subscriptions that want it: %,d in all"
                .formatted(messages(), handled), violations);
    }

    /** Compensated once, and only what had happened. */
    Finding compensation() {
        var violations = new ArrayList<String>();
        collect(endpoints.paymentsJdbc(), PAYMENTS, "the payment of %s is %s, but %s was sent", violations);
        collect(endpoints.inventoryJdbc(), RESERVATIONS, "the reservation of %s is %s, but %s was sent", violations);
        var figures = new HashMap<String, Long>();
        try (var payments = Snapshot.of(endpoints.paymentsJdbc(), auditor)) {
            payments.read(UNDONE, row -> {
                figures.put("paid", row.getLong("paid"));
                figures.put("barred", row.getLong("barred"));
            });
        }
        return finding(Invariant.COMPENSATION, "%,d payments given back, %,d barred before they were made".formatted(
                figures.get("paid"), figures.get("barred")), violations);
    }

    private List<String> databases() {
        return List.of(endpoints.ordersJdbc(), endpoints.paymentsJdbc(), endpoints.inventoryJdbc());
    }

    private void collect(String url, String query, String sentence, List<String> violations) {
        try (var database = Snapshot.of(url, auditor)) {
            database.read(query, row -> {
                var columns = new Object[row.getMetaData().getColumnCount()];
                for (int i = 0; i < columns.length; i++) {
                    columns[i] = row.getString(i + 1);
                }
                violations.add(sentence.formatted(columns));
            });
        }
    }

    private Set<UUID> ids(List<String> types) {
        var ids = new HashSet<UUID>();
        for (var url : databases()) {
            try (var database = Snapshot.of(url, auditor)) {
                database.read(MESSAGES, row -> ids.add(row.getObject(1, UUID.class)), (Object) types.toArray(
                        String[]::new));
            }
        }
        return ids;
    }

    private Set<UUID> handledBy(String subscription) {
        var url = switch (subscription) {
            case "order-service" -> endpoints.ordersJdbc();
            case "payment-service" -> endpoints.paymentsJdbc();
            default -> endpoints.inventoryJdbc();
        };
        var ids = new HashSet<UUID>();
        try (var database = Snapshot.of(url, auditor)) {
            database.read(HANDLED, row -> ids.add(row.getObject(1, UUID.class)), subscription);
        }
        return ids;
    }

    private long messages() {
        long[] sum = new long[1];
        for (var url : databases()) {
            try (var database = Snapshot.of(url, auditor)) {
                database.read("select count(*) from outbox where topic not like '%.dlt'",
                        row -> sum[0] += row.getLong(1));
            }
        }
        return sum[0];
    }

    static Finding finding(Invariant invariant, String figures, List<String> violations) {
        var shown = violations.size() <= SHOWN
                ? violations
                : new ArrayList<>(violations.subList(0, SHOWN));
        if (violations.size() > SHOWN) {
            shown.add("and %,d more".formatted(violations.size() - SHOWN));
        }
        return new Finding(invariant, figures, List.copyOf(shown));
    }
}
