package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class GrowingTest {

    @Test
    void doublesUpToTheLongest() {
        assertThat(millis(new Growing(Duration.ofMillis(2), Duration.ofMillis(9)), 5)).containsExactly(2L, 4L, 8L, 9L,
                9L);
    }

    @Test
    void staysSteadyAtFirstAndAgainAfterAReset() {
        var growing = new Growing(Duration.ofMillis(2), Duration.ofMillis(9), 2);
        assertThat(millis(growing, 5)).containsExactly(2L, 2L, 2L, 4L, 8L);
        growing.reset();
        assertThat(millis(growing, 4)).containsExactly(2L, 2L, 2L, 4L);
    }

    private static List<Long> millis(Growing growing, int times) {
        return Stream.generate(growing::next).limit(times).map(Duration::toMillis).toList();
    }
}
