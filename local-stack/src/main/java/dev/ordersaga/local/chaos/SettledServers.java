package dev.ordersaga.local.chaos;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.audit.Finding;
import dev.ordersaga.local.audit.Invariant;
import dev.ordersaga.local.infrastructure.EmbeddedPostgres;

/** What is left behind in the two servers when everything has settled: on the topics, and in the databases. */
final class SettledServers {

    private static final List<String> SUBSCRIPTIONS = List.of("order-service", "payment-service",
            "inventory-service");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LEFT_BEHIND = """
            select (select coalesce(sum(n_dead_tup), 0) from pg_stat_user_tables) as dead,
                   (select count(*) from pg_prepared_xacts) as prepared,
                   (select count(*) from pg_replication_slots) as slots,
                   (select count(*) from pg_stat_activity where xact_start < now() - interval '1 minute'
                       and backend_type = 'client backend') as open
            """;
    private static final String WAL = """
            select sum(size) as bytes, (select setting::bigint * 1024 * 1024 from pg_settings where name = 'max_wal_size')
                   as most from pg_ls_waldir()
            """;

    private final Endpoints endpoints;

    SettledServers(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** Every partition is read to its end, and what has been parked is what was poison, once by each that wanted it. */
    Finding isolation(Stranger stranger, Tally tally) {
        var violations = new ArrayList<>(unread(tally));
        var expected = stranger.expectedLetters();
        var found = tally.deadLetters();
        found.forEach((key, letters) -> {
            if (!expected.containsKey(key)) {
                violations.add("%d dead letters about %s, which nobody had poisoned".formatted(letters, key));
            }
        });
        expected.forEach((key, letters) -> {
            int parked = found.getOrDefault(key, 0);
            if (parked != letters) {
                violations.add("the poison of key %s ended in %d dead letters instead of %d".formatted(key, parked,
                        letters));
            }
        });
        long letters = found.values().stream().mapToLong(Integer::longValue).sum();
        return SettledBooks.finding(Invariant.ISOLATION,
                "%,d poisoned records ended in %,d dead letters; all partitions are read to their ends".formatted(
                        expected.size(), letters), violations);
    }

    /** No backlog, no dead row that a vacuum cannot remove, no more WAL than PostgreSQL keeps for itself. */
    Finding baseline() {
        var violations = new ArrayList<String>();
        var figures = new ArrayList<String>();
        try {
            for (var url : List.of(endpoints.ordersJdbc(), endpoints.paymentsJdbc(), endpoints.inventoryJdbc())) {
                leftBehind(url, figures, violations);
            }
            wal(figures, violations);
        } catch (SQLException e) {
            violations.add("could not be looked at: " + e.getMessage());
        }
        return SettledBooks.finding(Invariant.BASELINE, String.join("; ", figures), violations);
    }

    private void leftBehind(String url, List<String> figures, List<String> violations) throws SQLException {
        // statistics come late
        var left = Insistence.last(PATIENCE, () -> row(url, List.of("vacuum"), LEFT_BEHIND),
                now -> now.values().stream().allMatch(count -> count == 0));
        var database = url.substring(url.lastIndexOf('/') + 1);
        left.forEach((what, count) -> {
            if (count > 0) {
                violations.add("%s: %,d %s".formatted(database, count, switch (what) {
                    case "dead" -> "dead rows that a vacuum leaves";
                    case "prepared" -> "prepared transactions";
                    case "slots" -> "replication slots";
                    default -> "transactions open for more than a minute";
                }));
            }
        });
        figures.add("%s: %,d dead rows".formatted(database, left.get("dead")));
    }

    private void wal(List<String> figures, List<String> violations) throws SQLException {
        var wal = row(endpoints.ordersJdbc(), List.of("checkpoint"), WAL);
        long bytes = wal.getOrDefault("bytes", 0L);
        long most = wal.getOrDefault("most", 0L);
        figures.add("WAL: %,d MB".formatted(bytes >> 20));
        if (bytes > most) {
            violations.add("%,d MB of WAL, more than max_wal_size".formatted(bytes >> 20));
        }
    }

    /** One row of numbers, after those statements. */
    private static Map<String, Long> row(String url, List<String> before, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(url, EmbeddedPostgres.SUPERUSER,
                EmbeddedPostgres.SUPERUSER); var statement = connection.createStatement()) {
            for (var sql : before) {
                statement.execute(sql);
            }
            try (var rows = statement.executeQuery(query)) {
                rows.next();
                var numbers = new HashMap<String, Long>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    numbers.put(rows.getMetaData().getColumnLabel(i), rows.getLong(i));
                }
                return numbers;
            }
        }
    }

    /** Offsets are committed a moment after the transactions. */
    private List<String> unread(Tally tally) {
        var ends = tally.ends();
        try (var admin = Admin.create(Map.of("bootstrap.servers", endpoints.bootstrapServers()))) {
            return Insistence.last(PATIENCE, () -> unread(admin, ends), List::isEmpty);
        }
    }

    /** By the last record rather than the end of the log, which may be a mark of a transaction that nobody gets to see. */
    private static List<String> unread(Admin admin, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        var unread = new ArrayList<String>();
        for (var subscription : SUBSCRIPTIONS) {
            var committed = admin.listConsumerGroupOffsets(subscription).partitionsToOffsetAndMetadata()
                    .get(10, TimeUnit.SECONDS);
            if (committed.isEmpty()) {
                unread.add(subscription + " has read nothing");
            }
            committed.forEach((partition, offset) -> {
                long end = ends.getOrDefault(partition, 0L);
                if (offset != null && offset.offset() < end) {
                    unread.add("%s has read %s up to %d of %d".formatted(subscription, partition, offset.offset(),
                            end));
                }
            });
        }
        return unread;
    }
}
