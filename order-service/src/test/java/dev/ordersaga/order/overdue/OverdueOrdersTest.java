package dev.ordersaga.order.overdue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;

import dev.ordersaga.order.ServiceTest;
import dev.ordersaga.order.SettableClock;
import dev.ordersaga.order.Shop;
import io.micrometer.core.instrument.MeterRegistry;

@ServiceTest
class OverdueOrdersTest {

    @Autowired
    private OverdueOrders overdue;
    @Autowired
    private SettableClock clock;
    @Autowired
    private MeterRegistry meters;
    @Autowired
    private Shop shop;

    /** The clock is put forward only: the orders of other tests are overdue by then as well. */
    @Test
    void anOrderThatHasNotSettledInTimeIsCountedUntilItIsCancelledAndThenAgain() {
        clock.advance(Duration.ofMinutes(10));
        overdue.look();
        double before = count();
        var order = shop.placed("alice");
        clock.advance(Duration.ofMinutes(5).plusSeconds(29));
        overdue.look();
        assertThat(count()).as("within the grace").isEqualTo(before);

        clock.advance(Duration.ofSeconds(60));
        overdue.look();
        assertThat(count()).as("after it").isEqualTo(before + 1);
        assertThat(overdue.health().getDetails()).containsEntry("orders", (long) count());
        assertThat(overdue.health().getStatus()).isEqualTo(Status.UP);
        assertThat(meters.get("orders.overdue.oldest").timeGauge().value(TimeUnit.SECONDS)).isGreaterThanOrEqualTo(60);

        shop.cancel(order);
        overdue.look();
        assertThat(count()).as("has a time of its own to be cancelled").isEqualTo(before);
        clock.advance(Duration.ofSeconds(31));
        overdue.look();
        assertThat(count()).as("which is past").isEqualTo(before + 1);
    }

    @Test
    void whatWasSeenLongAgoIsNotTold() {
        overdue.look();
        clock.advance(Duration.ofMinutes(2));

        assertThat(overdue.health().getStatus()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void theSurfaceTellsItToWhomItMayConcern() {
        overdue.look();
        var health = shop.body(shop.http().get().uri("/actuator/health").exchange().expectStatus().isOk());

        assertThat(health.at("/components/overdueOrders/details/orders").asDouble()).isEqualTo(count());
        assertThat(health.at("/components/deadLetters/status").isString()).isTrue();
        assertThat(health.at("/components/subscriptions/status").isString()).isTrue();
    }

    private double count() {
        return meters.get("orders.overdue").gauge().value();
    }
}
