package dev.ordersaga.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

    /** The seeds of every build: 0 to 9999. */
    static final long SEEDS = 10_000;

    private final Simulation simulation = new Simulation(Set.of());

    @Test
    void noneOfTheSeedsBreaksAnything() throws InterruptedException {
        var failed = new Campaign(simulation, 0, SEEDS).run(1, _ -> {});

        assertThat(failed.stream().mapToObj(simulation::shrink).map(SimulationTest::words)).isEmpty();
    }

    private static String words(Finding finding) {
        var table = new HistoryTable(finding.lines());
        return "seed %d%n%s%n%s%n".formatted(finding.seed(), String.join("\n", table.rows()), table.readable(finding
                .violation().toString()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 4711, -1})
    void theSameSeedIsTheSameSchedule(long seed) {
        assertThat(rows(seed)).hasSizeGreaterThan(10).isEqualTo(rows(seed));
    }

    /** A fault that never happens proves nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"CONFIRMED", "CANCELLED (PAYMENT_DECLINED)", "CANCELLED (OUT_OF_STOCK)",
            "CANCELLED (CUSTOMER_REQUEST)", "CANCELLED (TIMEOUT)", "CONFIRMED → CANCELLING", "waits for order",
            "waits for account", "waits for stock", "waits for inbox", "waits for idempotency key", "rolled back",
            "comes again later", "offsets are not committed", "✗ fails: has committed", "✗ crashes: has committed",
            "✗ crashes: has sent", "✗ aborted", "fenced", "✗ answer is lost", "answers 503", "answers 409",
            "takes over",
            "rebalances", "leaves", "deadline passes"})
    void theSeedsReachWhatMayHappen(String what) {
        assertThat(LongStream.range(0, SEEDS).anyMatch(seed -> rows(seed).contains(what))).isTrue();
    }

    private String rows(long seed) {
        return String.join("\n", new HistoryTable(simulation.tell(seed).lines()).rows());
    }
}
