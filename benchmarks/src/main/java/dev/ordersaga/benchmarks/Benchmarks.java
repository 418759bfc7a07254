package dev.ordersaga.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.ordersaga.benchmarks.measuring.Plan;
import dev.ordersaga.benchmarks.measuring.Run;
import dev.ordersaga.benchmarks.reporting.ConsoleProgress;
import dev.ordersaga.benchmarks.reporting.Report;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the relay beside its peers. */
@Command(name = "benchmarks/run", mixinStandardHelpOptions = true, sortOptions = false, usageHelpAutoWidth = true, description = "Measures the relay beside its peers on the real PostgreSQL and Kafka, in turn, in several rounds.")
final class Benchmarks implements Callable<Integer> {

    @Option(names = "--rows", defaultValue = "1000000", description = "Messages of a backlog (default ${DEFAULT-VALUE}); the slow contenders get fewer, as the report says.")
    private int rows;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds of backlogs and of writers (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--latency-rounds", defaultValue = "3", description = "Rounds of latencies (default ${DEFAULT-VALUE}).")
    private int latencyRounds;

    @Option(names = "--contenders", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}", completionCandidates = ContenderNames.class)
    private List<String> contenders = List.of();

    @Option(names = "--parts", split = ",", defaultValue = "throughput,latency,writers", description = "What to measure (default ${DEFAULT-VALUE}).")
    private List<Plan.Part> parts;

    @Option(names = "--rates", split = ",", defaultValue = "200,2000", description = "Messages a second when latencies are measured (default ${DEFAULT-VALUE}).")
    private List<Integer> rates;

    @Option(names = "--window", defaultValue = "6", description = "Seconds of one measurement of latencies or of writers (default ${DEFAULT-VALUE}).")
    private int window;

    @Option(names = "--open-transaction", defaultValue = "8", description = "Seconds for which another transaction has been open when latencies beside it are measured (default ${DEFAULT-VALUE}).")
    private int openTransaction;

    @Option(names = "--heap", defaultValue = "256m", description = "Heap of each contender (default ${DEFAULT-VALUE}).")
    private String heap;

    @Option(names = "--profile", description = "Records each contender with JFR, into the folder of the results.")
    private boolean profile;

    @Option(names = "--quick", description = "A small run that shows that everything works: its figures mean nothing.")
    private boolean quick;

    @Option(names = "--out", defaultValue = "benchmarks/target/results", description = "Folder of the results (default ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--page", description = "Also writes what it has measured to its places in this page, and the pictures beside it: docs/performance.md.")
    private Path page;

    @Option(names = "--relay", defaultValue = "outbox-relay/target/outbox-relay.jar", hidden = true)
    private Path relay;

    private static final class ContenderNames implements Iterable<String> {

        @Override
        public java.util.Iterator<String> iterator() {
            return Plan.contenderNames().iterator();
        }
    }

    static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
    }

    @Override
    public Integer call() {
        var plan = new Plan(rows, rounds, latencyRounds, contenders, parts, rates, window, openTransaction, heap,
                profile, relay
                        .toAbsolutePath(),
                out.toAbsolutePath());
        var progress = new ConsoleProgress(System.out);
        var results = new Run(quick ? plan.quick() : plan, progress).measure();
        new Report(results).write(out, page, System.out);
        return results.failures().isEmpty() ? 0 : 1;
    }
}
