package dev.ordersaga.load.measuring;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a run came to, as it is written to the file of its report.
 *
 * @param begun in ISO 8601
 * @param machine what it ran on
 * @param seed what the orders were drawn from
 * @param history so many orders were in the tables beforehand
 * @param start seconds that each part took to start; empty where the system ran before
 * @param commitLimit null where it was not measured
 * @param ramp the rates that were tried, in the order of the run
 * @param measurements in the order of the run
 * @param invariants each with its figures and violations; empty where the audit could not look
 * @param violations of anything else that must hold
 */
public record BenchReport(String begun, String machine, long seed, long history, Map<String, Double> start,
        WarmUp warmUp, @Nullable Commits commitLimit, List<Rung> ramp,
        List<Measurement> measurements, List<Judgement> invariants, List<String> violations) {

    /**
     * What was before anything was measured: a closed loop.
     *
     * @param rate orders per second that settled in its last ten seconds
     * @param compilers how many cores the compilers of all JVMs kept busy in the end
     */
    public record WarmUp(double seconds, double rate, double compilers) {

        static final WarmUp NONE = new WarmUp(0, 0, 0);
    }

    /**
     * Single-row transactions a second that the same database commits: W.
     *
     * @param before the load
     * @param after the load
     */
    public record Commits(int connections, double before, double after) {

        @JsonProperty
        public double mean() {
            return (before + after) / 2;
        }
    }

    /** An invariant, and whether it holds. */
    public record Judgement(int number, String title, String figures, List<String> violations) {}

    /** Nothing is broken, and it was looked at. */
    @JsonProperty
    public boolean holds() {
        return violations.isEmpty() && !invariants.isEmpty()
                && invariants.stream().allMatch(invariant -> invariant.violations().isEmpty());
    }

    public int exitCode() {
        return holds() ? 0 : 1;
    }
}
