package dev.ordersaga.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    private final Patience patience = new Patience(Duration.ofSeconds(30), Duration.ofMillis(1));

    @Test
    void onlySuspectsAreLookedAtAgainUntilNoneIsLeft() {
        var answers = new ArrayDeque<>(List.of(Map.of(TWO, "still odd"), Map.<UUID, String>of()));
        var persistent = patience.persistent(Map.of(ONE, "odd", TWO, "odd"), ids -> {
            assertThat(ids).contains(TWO);
            return answers.remove();
        });
        assertThat(persistent).isEmpty();
        assertThat(answers).isEmpty();
    }

    @Test
    void whatIsStillOddWhenTheBoundHasPassedIsPersistent() {
        var brief = new Patience(Duration.ofMillis(20), Duration.ofMillis(1));
        assertThat(brief.persistent(Map.of(ONE, "odd"), ids -> Map.of(ONE, "still odd")))
                .containsExactly(Map.entry(ONE, "still odd"));
    }

    @Test
    void nothingIsLookedAtAgainWhereNothingWasOdd() {
        assertThat(patience.persistent(Map.of(), ids -> {
            throw new AssertionError("looked again");
        })).isEmpty();
    }
}
