package dev.ordersaga.load.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class ZipfTest {

    private static final int DRAWS = 200_000;

    @Test
    void theSecondIsDrawnHalfAsOftenAsTheFirst() {
        var drawn = draws(new Zipf(10));

        // 1 + 1/2 + … + 1/10 = 2.929
        assertThat(drawn[0] / (double) DRAWS).isCloseTo(1 / 2.929, within(0.01));
        assertThat(drawn[1] / (double) DRAWS).isCloseTo(1 / 2.929 / 2, within(0.01));
        assertThat(drawn[9] / (double) DRAWS).isCloseTo(1 / 2.929 / 10, within(0.01));
    }

    @Test
    void everythingIsDrawn() {
        assertThat(draws(new Zipf(200))).doesNotContain(0);
    }

    @Test
    void oneThingIsAlwaysDrawn() {
        assertThat(draws(new Zipf(1))).containsExactly(DRAWS);
    }

    private static int[] draws(Zipf zipf) {
        var random = new SplittableRandom(7);
        var drawn = new int[zipf.things()];
        for (int draw = 0; draw < DRAWS; draw++) {
            drawn[zipf.draw(random)]++;
        }
        return drawn;
    }
}
