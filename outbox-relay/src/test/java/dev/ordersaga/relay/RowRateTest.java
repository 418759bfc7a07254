package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

class RowRateTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RowRate rate = new RowRate(() -> now);

    @Test
    void isThatOfTheLastTenWholeSeconds() {
        rate.add(500);
        assertThat(rate.perSecond()).as("second under way").isZero();
        passes(1);
        rate.add(100);
        assertThat(rate.perSecond()).isEqualTo(50);
        passes(9);
        assertThat(rate.perSecond()).isEqualTo(60);
        passes(1);
        assertThat(rate.perSecond()).isEqualTo(10);
        passes(1);
        assertThat(rate.perSecond()).isZero();
        passes(1_000_000);
        assertThat(rate.perSecond()).isZero();
    }

    private void passes(int seconds) {
        now = now.plusSeconds(seconds);
    }
}
