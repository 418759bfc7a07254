package dev.ordersaga.order.overdue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;

import dev.ordersaga.order.OrdersProperties;

/**
 * Orders that are neither confirmed nor cancelled although their deadline is past: the gauges {@code orders.overdue} and
 * {@code orders.overdue.oldest} (seconds), and the health component {@code overdueOrders}. That component is never down: no
 * order settles sooner because a load balancer takes this service away.
 */
@Component("overdueOrdersHealthIndicator")
class OverdueOrders implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(OverdueOrders.class);
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** A cancellation after the deadline has its own time. Most orders under way are not even looked at closely. */
    private static final String OVERDUE = """
            select count(*), min(due) from (
              select greatest(o.deadline_at, (select max(s.at) from order_step s where s.order_id = o.id)) as due
                from orders o where o.status in ('PENDING', 'CANCELLING') and o.deadline_at < ?) open
             where due < ?""";

    /** @param due of the oldest one */
    record Seen(Instant at, long orders, @Nullable Instant due) {

        double oldestSeconds(Instant now) {
            return due == null ? 0 : Duration.between(due, now).toMillis() / 1e3;
        }
    }

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final Duration grace;
    private volatile @Nullable Seen seen;

    OverdueOrders(JdbcTemplate jdbc, Clock clock, OrdersProperties properties, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.grace = properties.overdueGrace();
        Gauge.builder("orders.overdue", this, OverdueOrders::count)
                .description("Orders that have not settled although their deadline is past").register(meters);
        TimeGauge.builder("orders.overdue.oldest", this, TimeUnit.SECONDS, OverdueOrders::oldestSeconds)
                .description("How long the oldest of them has been overdue").register(meters);
    }

    private double count() {
        var last = seen;
        return last == null ? Double.NaN : last.orders();
    }

    private double oldestSeconds() {
        var last = seen;
        return last == null ? Double.NaN : last.oldestSeconds(clock.instant());
    }

    @Scheduled(fixedDelayString = "${orders.overdue-poll-interval}")
    void poll() {
        try {
            look();
        } catch (DataAccessException e) {
            log.info("cannot tell for the moment which orders are overdue: {}", e.toString());
        }
    }

    void look() {
        var now = clock.instant();
        var latest = now.minus(grace).atOffset(ZoneOffset.UTC);
        seen = jdbc.queryForObject(OVERDUE, (row, _) -> {
            var due = row.getObject(2, OffsetDateTime.class);
            return new Seen(now, row.getLong(1), due == null ? null : due.toInstant());
        }, latest, latest);
    }

    @Override
    public Health health() {
        var last = seen;
        if (last == null || last.at().isBefore(clock.instant().minus(FRESH))) {
            return Health.unknown().build();
        }
        var health = Health.up().withDetail("orders", last.orders());
        return last.due() == null
                ? health.build()
                : health.withDetail("oldestSeconds", last.oldestSeconds(last.at())).build();
    }
}
