package dev.ordersaga.benchmarks.measuring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.ordersaga.benchmarks.contenders.Contender;
import dev.ordersaga.benchmarks.contenders.Contender.StartOptions;
import dev.ordersaga.benchmarks.contenders.Contenders;

/**
 * What is to be measured.
 *
 * @param rounds of backlogs and of the writers
 * @param latencyRounds of latencies
 * @param contenders names; all if empty
 * @param rates messages a second when latencies are measured
 * @param window seconds of one measurement of latencies or of writers
 * @param openTransaction for how many seconds another transaction has been open when latencies beside it are measured
 * @param relay the relay's jar
 */
public record Plan(int rows, int rounds, int latencyRounds, List<String> contenders, List<Part> parts,
        List<Integer> rates, int window,
        int openTransaction, String heap, boolean profile, Path relay, Path out) {

    private static final int MOST_STORED_TO_WARM_UP = 3_000_000;

    /** What can be measured for itself. */
    public enum Part {
        THROUGHPUT, LATENCY, WRITERS
    }

    public Plan quick() {
        return new Plan(Math.min(rows, 20_000), 1, 1, contenders, parts, rates, 2, 2, heap, profile, relay, out);
    }

    public static List<String> contenderNames() {
        return Contenders.all(Path.of("")).stream().map(Contender::name).toList();
    }

    List<Contender> chosen() {
        if (!contenderNames().containsAll(contenders)) {
            throw new IllegalArgumentException("contenders are " + String.join(", ", contenderNames()));
        }
        return Contenders.all(relay).stream()
                .filter(contender -> contenders.isEmpty() || contenders.contains(contender.name())).toList();
    }

    /** Messages that are kept to be copied. */
    long stored() {
        return (long) rows + Math.min(3L * rows, MOST_STORED_TO_WARM_UP);
    }

    StartOptions startOptions(boolean standsStill, String name) {
        var more = new ArrayList<String>();
        if (profile) {
            more.add("-XX:StartFlightRecording=settings=profile,filename=" + out.resolve(name + ".jfr"));
        }
        return new StartOptions(heap, more, standsStill);
    }
}
