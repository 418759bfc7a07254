package dev.ordersaga.relay;

import static dev.ordersaga.relay.SuccessionTest.membership;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.ordersaga.relay.outbox.Candidate;
import org.junit.jupiter.api.Test;

/** When an owner gives its source to the one that should have it. */
class HandOverTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Candidate a = new Candidate("a", "1", 0, 1);
    private final Candidate b = new Candidate("b", "1", 0, 1);
    private final Candidate preferred = Objects.requireNonNull(Succession.preferred(membership(null, a, b)));
    private final Candidate me = preferred.equals(a) ? b : a;
    private final HandOver handOver = new HandOver(me, Duration.ofSeconds(2));

    @Test
    void theOneThatShouldHaveItGetsItOnceItHasBeenThereForAWhile() {
        assertThat(ownerSees(0)).isFalse();
        assertThat(ownerSees(1)).isFalse();
        assertThat(ownerSees(2)).isTrue();
    }

    @Test
    void theWhileBeginsAgainIfItGoesInBetween() {
        assertThat(ownerSees(0)).isFalse();
        assertThat(handOver.isDue(membership(me, me), at(1))).isFalse();
        assertThat(ownerSees(2)).isFalse();
        assertThat(ownerSees(4)).isTrue();
    }

    @Test
    void whoShouldHaveItKeepsIt() {
        var keeping = new HandOver(preferred, Duration.ofSeconds(2));
        assertThat(keeping.isDue(membership(preferred, a, b), at(0))).isFalse();
        assertThat(keeping.isDue(membership(preferred, a, b), at(10))).isFalse();
    }

    @Test
    void oneThatDoesNotTakeItIsWaitedForLongerEachTime() {
        assertThat(ownerSees(0)).isFalse();
        assertThat(ownerSees(2)).isTrue();
        handOver.begins();
        assertThat(handOver.isDue(membership(null, a, b), at(3))).isFalse();

        assertThat(ownerSees(10)).isFalse();
        assertThat(ownerSees(12)).isTrue();
        handOver.begins();
        assertThat(ownerSees(20)).isFalse();
        assertThat(ownerSees(22)).isFalse();
        assertThat(ownerSees(24)).isTrue();

        handOver.begins();
        assertThat(handOver.isDue(membership(preferred, a, b), at(25))).as("taken").isFalse();
        assertThat(ownerSees(30)).isFalse();
        assertThat(ownerSees(32)).isTrue();
    }

    private boolean ownerSees(int second) {
        return handOver.isDue(membership(me, a, b), at(second));
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
