package dev.ordersaga.simulation.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class ShrinkerTest {

    @Test
    void leavesOutAndLowersWhatTheFailureDoesNotNeed() {
        var failing = new Script(new int[]{9, 1, 7, 3, 3, 8, 2, 5, 6, 7}, new int[]{0, 2, 4, 6, 8});

        var shortest = Shrinker.shrink(failing, 10_000, script -> hasTwoAboveFour(script)
                ? Optional.of(script)
                : Optional.empty());

        assertThat(shortest.values()).containsExactly(5, 5);
    }

    private static boolean hasTwoAboveFour(Script script) {
        return Arrays.stream(script.values()).filter(value -> value > 4).count() >= 2;
    }

    @Test
    void keepsOnlyWhatWasUsed() {
        var shortest = Shrinker.shrink(new Script(new int[]{3, 1, 4, 1, 5}, new int[0]), 100, script -> {
            var choices = new RecordedChoices(script);
            return choices.below(4) == 3 ? Optional.of(choices.script()) : Optional.empty();
        });

        assertThat(shortest.values()).containsExactly(3);
    }

    @Test
    void triesNoMoreThanItMay() {
        int[] attempts = new int[1];

        Shrinker.shrink(new Script(new int[100], new int[0]), 10, _ -> {
            attempts[0]++;
            return Optional.empty();
        });

        assertThat(attempts[0]).isEqualTo(10);
    }
}
