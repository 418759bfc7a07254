package dev.ordersaga.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.ordersaga.local.chaos.ChaosReport.Judgement;
import dev.ordersaga.local.console.Console;

class ChaosReportTest {

    private static final Judgement GOOD = new Judgement(1, "money", "all is there", List.of());
    private static final Judgement BROKEN = new Judgement(2, "stock", "not so much", List.of("one piece is missing"));

    @Test
    void aRunEndsWithZeroOnlyIfNothingAtAllIsBroken() {
        assertThat(report(List.of(GOOD), List.of()).exitCode()).isZero();
        assertThat(report(List.of(GOOD, BROKEN), List.of()).exitCode()).isEqualTo(1);
        assertThat(report(List.of(GOOD), List.of("an order was acknowledged and is not there")).exitCode())
                .isEqualTo(1);
        assertThat(report(List.of(), List.of()).exitCode()).as("nothing was audited").isEqualTo(1);
    }

    @Test
    void saysWhatIsBroken() {
        var report = report(List.of(GOOD, BROKEN), List.of("an order was acknowledged and is not there"));
        assertThat(printed(report)).contains("✓  1 money", "✗  2 stock", "one piece is missing",
                "an order was acknowledged and is not there");
        assertThat(new ReportText(report).markdown()).contains("| ✓ | 1 money | all is there |",
                "| ✗ | 2 stock | not so much |", "| ✗ | promises | 1 broken |");
    }

    @Test
    void tellsMedianAndWorstRecoveryOfEachKindAndOfThoseThatNothingElseWasBeside() {
        assertThat(Recovery.of(List.of(outcome(1, 10, 2_000), outcome(2, 100, 3_000), outcome(3, 102, 9_000))))
                .containsExactly(new Recovery("kill -9 of outbox-relay", 3, 3_000L, 9_000L, 1, 2_000L));
    }

    private static Outcome outcome(int number, int second, long recovery) {
        var fault = new Fault(number, Duration.ofSeconds(second), Duration.ZERO, FaultKind.PROGRAM_KILLED,
                "outbox-relay", 0);
        return new Outcome(fault, "", fault.at(), fault.at(), Duration.ofMillis(recovery), null);
    }

    private static ChaosReport report(List<Judgement> judgements, List<String> violations) {
        return new ChaosReport(1, "2026-01-01T00:00:00Z", 180, 20, 1, 1, List.of(), Recovery.of(List.of(outcome(1, 1,
                1_000))),
                Map.of("CONFIRMED", 3L), Map.of("orders", 3L), 0, new Tally.Sums(9, 0, 0, 0, 0, 0, List.of()), 1.5,
                judgements, violations);
    }

    private static String printed(ChaosReport report) {
        var bytes = new ByteArrayOutputStream();
        new ReportText(report).print(new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, false));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
