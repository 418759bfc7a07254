package dev.ordersaga.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a run came to, as it is written to the file of its report.
 *
 * @param seed what its plan was drawn from
 * @param begun in ISO 8601
 * @param seconds how long faults and load lasted
 * @param ordersPerSecond how many were to be placed
 * @param planned how many faults were to be done
 * @param faults how many were done
 * @param timeline each fault as it went, in the order of their ends
 * @param recoveries by kind of fault
 * @param orders by their outcomes
 * @param acknowledged how many requests of each kind were acknowledged
 * @param repetitions how often a request had to be repeated
 * @param topics what an independent consumer has seen
 * @param settledSeconds from the last fault's end until everything had settled; negative if it never did
 * @param invariants each with its figures and violations
 * @param violations of anything else that must hold
 */
record ChaosReport(long seed, String begun, long seconds, double ordersPerSecond, int planned, int faults,
        List<Happening> timeline, List<Recovery> recoveries, Map<String, Long> orders, Map<String, Long> acknowledged,
        long repetitions,
        Tally.Sums topics, double settledSeconds, List<Judgement> invariants, List<String> violations) {

    /**
     * One fault as it went; seconds are counted from the beginning of the run.
     *
     * @param recovery in seconds, null if orders never settled
     * @param problem null where there was none
     */
    record Happening(int number, String what, String detail, double begun, double ended, @Nullable Double recovery,
            @Nullable String problem) {

        static Happening of(Outcome outcome) {
            var recovery = outcome.recovery();
            return new Happening(outcome.fault().number(), outcome.fault().title(), outcome.detail(), seconds(outcome
                    .begun()), seconds(outcome.ended()), recovery == null ? null : seconds(recovery), outcome
                            .problem());
        }

        private static double seconds(Duration time) {
            return time.toMillis() / 1e3;
        }
    }

    /** An invariant, and whether it holds. */
    record Judgement(int number, String title, String figures, List<String> violations) {}

    /** Nothing is broken, and it was looked at. */
    @JsonProperty
    boolean holds() {
        return violations.isEmpty() && !invariants.isEmpty()
                && invariants.stream().allMatch(invariant -> invariant.violations().isEmpty());
    }

    int exitCode() {
        return holds() ? 0 : 1;
    }
}
