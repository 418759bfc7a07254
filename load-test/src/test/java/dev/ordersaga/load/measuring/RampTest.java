package dev.ordersaga.load.measuring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RampTest {

    @ParameterizedTest
    @ValueSource(doubles = {30, 100, 333, 999, 5_000})
    void comesCloseToTheCapacityFromWhateverGuess(double guess) {
        var ramp = new Ramp(rate -> rung(rate, rate <= 700));

        var highest = ramp.highest(guess);

        assertThat(highest).isBetween(700 / 1.06, 700.0);
        assertThat(ramp.rungs()).filteredOn(Rung::keepsUp).extracting(Rung::rate).contains(highest);
        assertThat(ramp.rungs()).filteredOn(rung -> !rung.keepsUp()).extracting(Rung::rate)
                .anySatisfy(rate -> assertThat(rate).isLessThan(highest * 1.07));
        assertThat(ramp.rungs()).hasSizeLessThan(22);
    }

    @Test
    void noRateIsTriedTwice() {
        var ramp = new Ramp(rate -> rung(rate, rate <= 3));

        assertThat(ramp.highest(20)).isEqualTo(3);
        assertThat(ramp.rungs()).extracting(Rung::rate).doesNotHaveDuplicates();
    }

    @Test
    void aSystemThatKeepsUpWithNothingEndsIt() {
        assertThat(new Ramp(rate -> rung(rate, false)).highest(500)).isZero();
    }

    private static Rung rung(double rate, boolean keepsUp) {
        return new Rung(rate, keepsUp, keepsUp ? "" : "too much", Math.min(rate, 700), 10, 100);
    }
}
