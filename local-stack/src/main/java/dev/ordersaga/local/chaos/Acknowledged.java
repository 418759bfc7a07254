package dev.ordersaga.local.chaos;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.audit.Auditor;
import dev.ordersaga.local.audit.Snapshot;
import dev.ordersaga.local.chaos.Ledger.Sum;

/** Holds what clients were told against what the databases say: nothing is missing, and nothing was done twice. */
final class Acknowledged {

    private static final int SHOWN = 10;

    private final Endpoints endpoints;
    private final Auditor auditor;

    Acknowledged(Endpoints endpoints, Auditor auditor) {
        this.endpoints = endpoints;
        this.auditor = auditor;
    }

    /** What was found: the orders by their outcomes, how much was acknowledged, and what is not so. */
    record Findings(Map<String, Long> outcomes, long orders, long cancellations, long deposits, long deliveries,
            List<String> violations) {}

    private record Ended(String status, String reason) {}

    /** Only when every request has been answered is it known what must not be there. */
    Findings of(Ledger ledger) {
        var violations = new ArrayList<String>(ledger.surprises());
        if (ledger.unanswered() > 0) {
            violations.add("%,d requests were never answered, however often they were repeated".formatted(ledger
                    .unanswered()));
        }
        var orders = orders();
        var missing = new HashSet<>(ledger.orders());
        missing.removeAll(orders.keySet());
        missing.forEach(id -> violations.add("order %s was acknowledged and is not there".formatted(id)));
        if (ledger.unanswered() == 0) {
            var unknown = new HashSet<>(orders.keySet());
            unknown.removeAll(ledger.orders());
            unknown.forEach(id -> violations.add("order %s is there, but nobody was told so".formatted(id)));
        }
        ledger.cancellations().forEach(id -> {
            var ended = orders.get(id);
            // Whoever cancels what is being cancelled already is told so, too: it ends for the reason that came first.
            if (ended != null && !ended.status().equals("CANCELLED")) {
                violations.add("the cancellation of %s was acknowledged, but it is %s".formatted(id, ended));
            }
        });
        compare("deposits of", ledger.deposits(), sums(endpoints.paymentsJdbc(),
                "select customer_id, count(*), sum(amount) from deposit group by 1"), ledger, violations);
        compare("deliveries of", ledger.deliveries(), sums(endpoints.inventoryJdbc(),
                "select sku, count(*), sum(quantity) from delivery group by 1"), ledger, violations);
        var outcomes = new TreeMap<String, Long>();
        orders.values().forEach(ended -> outcomes.merge(ended.reason().isEmpty()
                ? ended.status()
                : ended.status() + " " + ended.reason(), 1L, Long::sum));
        return new Findings(outcomes, ledger.ordersPlaced(), ledger.cancellations().size(), count(ledger.deposits()),
                count(ledger.deliveries()), shortened(violations));
    }

    private static List<String> shortened(List<String> violations) {
        if (violations.size() <= SHOWN) {
            return violations;
        }
        var shown = new ArrayList<>(violations.subList(0, SHOWN));
        shown.add("and %,d more".formatted(violations.size() - SHOWN));
        return shown;
    }

    private static long count(Map<String, Sum> sums) {
        return sums.values().stream().mapToLong(Sum::count).sum();
    }

    private static void compare(String what, Map<String, Sum> told, Map<String, Sum> found, Ledger ledger,
            List<String> violations) {
        var names = new HashSet<>(told.keySet());
        names.addAll(found.keySet());
        var none = new Sum(0, BigDecimal.ZERO);
        for (var name : names) {
            var expected = told.getOrDefault(name, none);
            var actual = found.getOrDefault(name, none);
            boolean lost = actual.count() < expected.count() || actual.total().compareTo(expected.total()) < 0;
            boolean more = actual.count() > expected.count() || actual.total().compareTo(expected.total()) > 0;
            if (lost || (more && ledger.unanswered() == 0)) {
                violations.add("%s %s: %d of %s in all were acknowledged, %d of %s are there".formatted(what, name,
                        expected.count(), expected.total(), actual.count(), actual.total()));
            }
        }
    }

    private Map<UUID, Ended> orders() {
        var orders = new HashMap<UUID, Ended>();
        try (var database = Snapshot.of(endpoints.ordersJdbc(), auditor)) {
            database.read("select id, status, coalesce(reason, '') from orders",
                    row -> orders.put(row.getObject(1, UUID.class), new Ended(row.getString(2), row.getString(3))));
        }
        return orders;
    }

    private Map<String, Sum> sums(String url, String query) {
        var sums = new HashMap<String, Sum>();
        try (var database = Snapshot.of(url, auditor)) {
            database.read(query, row -> sums.put(row.getString(1), new Sum(row.getLong(2), Objects.requireNonNull(row
                    .getBigDecimal(3)))));
        }
        return sums;
    }
}
