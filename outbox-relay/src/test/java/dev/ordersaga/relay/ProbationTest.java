package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

/** How long one that failed as the owner of a source does not offer itself again. */
class ProbationTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Probation probation = new Probation(Duration.ofSeconds(30), () -> now);

    @Test
    void whoFailsSoonIsOnProbationAndForLongerEachTime() {
        assertThat(probation.isOn()).isFalse();
        failsAfter(1);
        assertOnFor(30);
        failsAfter(1);
        assertOnFor(60);
    }

    @Test
    void whoFailsAfterALongGoodTimeIsNot() {
        failsAfter(1);
        assertOnFor(30);
        failsAfter(31);
        assertThat(probation.isOn()).isFalse();
        failsAfter(1);
        assertOnFor(30);
    }

    private void failsAfter(int seconds) {
        probation.ownerNow();
        now = now.plusSeconds(seconds);
        probation.failedAsOwner();
    }

    private void assertOnFor(int seconds) {
        now = now.plusSeconds(seconds - 1);
        assertThat(probation.isOn()).isTrue();
        now = now.plusSeconds(1);
        assertThat(probation.isOn()).isFalse();
    }
}
