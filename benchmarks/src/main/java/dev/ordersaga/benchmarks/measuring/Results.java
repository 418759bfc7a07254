package dev.ordersaga.benchmarks.measuring;

import java.time.Instant;
import java.util.List;

/**
 * Everything that a run has found.
 *
 * @param failures measurements that came to nothing
 */
public record Results(Instant begun, long seconds, String machine, Plan plan, List<OfContender> contenders,
        List<Writers.Result> writers, List<String> failures) {

    /** All rounds of one contender. */
    public record OfContender(String name, String label, String guarantee, String notes,
            List<Throughput.Result> throughput, List<Latency.Result> latency, List<Idle> idle) {}

    /** Percent of one core while nothing is to be done. */
    public record Idle(boolean besideOpenTransaction, double contender, double postgres, double kafka) {}
}
