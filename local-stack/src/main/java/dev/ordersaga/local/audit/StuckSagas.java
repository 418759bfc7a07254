package dev.ordersaga.local.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.kafka.common.KafkaException;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.client.Relays;
import dev.ordersaga.local.client.UnexpectedAnswerException;

/** What may keep sagas from ending: orders overdue, dead letters, rows that are not published, consumers that are behind. */
public final class StuckSagas {

    private static final String OVERDUE = """
            select count(*), coalesce(extract(epoch from max(clock_timestamp() - due)), 0) from (
              select greatest(o.deadline_at, (select max(s.at) from order_step s where s.order_id = o.id)) as due
                from orders o where o.status in ('PENDING', 'CANCELLING')) open
             where due < clock_timestamp() - make_interval(secs => ?)""";

    private static final String LETTERS = """
            select count(*) filter (where state = 'PARKED'), count(*) filter (where state = 'WAITING'),
                   coalesce(extract(epoch from max(clock_timestamp() - since)), 0)
              from dead_letter where discarded_at is null""";

    /** Less than that is nothing: all is in motion. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    private final Endpoints endpoints;
    private final Audit.Settings settings;

    private StuckSagas(Endpoints endpoints, Audit.Settings settings) {
        this.endpoints = endpoints;
        this.settings = settings;
    }

    /** @throws AuditFailedException if a database cannot be read */
    public static List<Stuck> of(Endpoints endpoints, Audit.Settings settings) {
        var look = new StuckSagas(endpoints, settings);
        var all = new ArrayList<Stuck>();
        all.add(look.overdue());
        all.addAll(look.letters());
        all.add(look.unpublished());
        all.add(look.behind());
        return List.copyOf(all);
    }

    private Stuck overdue() {
        var words = new ArrayList<Stuck>();
        try (var orders = Snapshot.of(endpoints.ordersJdbc(), settings.auditor())) {
            orders.read(OVERDUE, row -> words.add(row.getLong(1) == 0
                    ? new Stuck("overdue", true, "no order is open after its time")
                    : new Stuck("overdue", false, "%,d orders are open after their time, one for %s".formatted(
                            row.getLong(1), words(row.getDouble(2))))),
                    settings.grace().toMillis() / 1e3);
        }
        return words.getFirst();
    }

    private List<Stuck> letters() {
        var open = new ArrayList<Stuck>();
        services().forEach((service, url) -> {
            try (var database = Snapshot.of(url, settings.auditor())) {
                database.read(LETTERS, row -> {
                    if (row.getLong(1) + row.getLong(2) > 0) {
                        open.add(new Stuck("dead letters", false,
                                "%s could not handle %,d, behind which %,d wait, one for %s: ./saga dead-letters"
                                        .formatted(service, row.getLong(1), row.getLong(2), words(row.getDouble(3)))));
                    }
                });
            }
        });
        return open.isEmpty() ? List.of(new Stuck("dead letters", true, "none")) : open;
    }

    private Map<String, String> services() {
        return new TreeMap<>(Map.of("order-service", endpoints.ordersJdbc(), "payment-service",
                endpoints.paymentsJdbc(), "inventory-service", endpoints.inventoryJdbc()));
    }

    private Stuck unpublished() {
        try {
            var lags = new Relays(endpoints.relay()).lag();
            var stuck = new ArrayList<String>();
            lags.forEach((source, lag) -> {
                if (lag == null) {
                    stuck.add("nobody publishes " + source);
                } else if (lag.seconds() > USUAL.toSeconds()) {
                    stuck.add("about %,d rows of %s, one for %s".formatted(lag.rows(), source, words(lag.seconds())));
                }
            });
            return stuck.isEmpty()
                    ? new Stuck("unpublished", true, "%d outboxes, no row older than %d s".formatted(lags.size(),
                            USUAL.toSeconds()))
                    : new Stuck("unpublished", false, String.join("; ", stuck));
        } catch (UnexpectedAnswerException e) {
            return new Stuck("unpublished", false, "the relay does not tell: " + e.getMessage());
        }
    }

    private Stuck behind() {
        var stuck = new ArrayList<String>();
        try (var groups = new ConsumerLag(endpoints.bootstrapServers())) {
            for (var service : services().keySet()) {
                var lag = groups.of(service);
                if (lag.records() > 0 && lag.seconds() > USUAL.toSeconds()) {
                    stuck.add("%s is %,d records behind, one for %s".formatted(service, lag.records(),
                            words(lag.seconds())));
                }
            }
        } catch (KafkaException e) {
            return new Stuck("behind", false, "the broker does not tell: " + e.getMessage());
        }
        return stuck.isEmpty()
                ? new Stuck("behind", true, "no service leaves a record unread for more than %d s".formatted(
                        USUAL.toSeconds()))
                : new Stuck("behind", false, String.join("; ", stuck));
    }

    private static String words(double seconds) {
        if (seconds < 120) {
            return "%.0f s".formatted(seconds);
        }
        return seconds < 7_200 ? "%.0f min".formatted(seconds / 60) : "%.0f h".formatted(seconds / 3_600);
    }
}
