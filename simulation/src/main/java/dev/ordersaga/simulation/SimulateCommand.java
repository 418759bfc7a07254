package dev.ordersaga.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.ordersaga.local.console.Console;
import dev.ordersaga.simulation.bug.Bug;

/** {@code saga simulate}. */
@Command(name = "saga simulate", mixinStandardHelpOptions = true, sortOptions = false, usageHelpAutoWidth = true, description = {
        "Runs the three services in one process, without database and broker, under a scheduler that decides what happens "
                + "next: deliver, deliver twice, crash, roll back, expire, cancel … Checks what must hold whatever happens, and "
                + "shows how it was broken in as few steps as possible.",
        "Ends with 1 when something is broken, with 2 when it was not understood."}, footer = {"", "For instance:",
                "  saga simulate                     10,000 schedules",
                "  saga simulate --seeds 1000000     as many as you have the patience for",
                "  saga simulate --seed 4711         one schedule, step by step",
                "  saga simulate --bug INBOX_LEFT_OUT   what it looks like when something is found"})
final class SimulateCommand implements Callable<Integer> {

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "10000", description = "How many schedules to run (${DEFAULT-VALUE}).")
    private long seeds;

    @Option(names = "--from", paramLabel = "SEED", defaultValue = "0", description = "The first seed (${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--seed", paramLabel = "SEED", description = "Runs this one alone, and shows all of its steps.")
    private @Nullable Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "How many at a time (as many as there are cores).")
    private @Nullable Integer threads;

    @Option(names = "--bug", paramLabel = "NAME", description = "Plants a bug, to see it found: ${COMPLETION-CANDIDATES}.")
    private @Nullable Bug bug;

    private final Console console;

    SimulateCommand(Console console) {
        this.console = console;
    }

    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "dev/ordersaga/simulation/simulation-logback.xml");
        System.exit(new CommandLine(new SimulateCommand(Console.standard())).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        Set<Bug> bugs = bug == null ? Set.of() : EnumSet.of(bug);
        if (bug != null) {
            console.line("with a planted bug: " + bug.words());
        }
        var simulation = new Simulation(bugs);
        return seed == null ? campaign(simulation) : tell(simulation, seed);
    }

    private int tell(Simulation simulation, long one) {
        var outcome = simulation.tell(one);
        var table = new HistoryTable(outcome.lines());
        table.rows().forEach(console::line);
        outcome.violation().ifPresentOrElse(violation -> console.line(console.mark(false) + " " + table.readable(
                violation.toString())), () -> console.line(console.mark(true) + " the books are right"));
        return outcome.violation().isPresent() ? 1 : 0;
    }

    private int campaign(Simulation simulation) throws InterruptedException {
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        var bar = new SeedsBar(console, seeds);
        var failed = new Campaign(simulation, from, seeds).run(workers, bar::show);
        bar.done();
        if (failed.isEmpty()) {
            console.line("%s %,d schedules, seeds %d to %d, %s: nothing is broken".formatted(console.mark(true), seeds,
                    from, from + seeds - 1, bar.rate()));
            return 0;
        }
        console.line("seed %d breaks something; looking for the shortest way to it …".formatted(failed.getAsLong()));
        report(simulation.shrink(failed.getAsLong())).forEach(console::line);
        return 1;
    }

    private List<String> report(Finding finding) {
        var table = new HistoryTable(finding.lines());
        var invariant = finding.violation().invariant();
        var heading = List.of("", "%s %s is broken: %s".formatted(console.mark(false), invariant, invariant.words()),
                "");
        var steps = table.rows();
        var end = List.of("", "  → " + table.readable(finding.violation().words()), "", console.faint(
                "The whole schedule: saga simulate --seed " + finding.seed() + (bug == null ? "" : " --bug " + bug)));
        return Stream.of(heading, steps, end).flatMap(List::stream).collect(Collectors.toList());
    }
}
