package dev.ordersaga.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.ordersaga.load.measuring.BenchReport;
import dev.ordersaga.load.measuring.BenchRun;
import dev.ordersaga.load.measuring.Screen;
import dev.ordersaga.load.measuring.StartTimes;
import dev.ordersaga.load.measuring.Subject;
import dev.ordersaga.load.processes.ProcessTimes;
import dev.ordersaga.load.reporting.BenchJson;
import dev.ordersaga.load.reporting.BenchPicture;
import dev.ordersaga.load.reporting.BenchText;
import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.process.Folders;
import dev.ordersaga.local.stack.RunningStack;
import dev.ordersaga.local.stack.Stack;
import dev.ordersaga.local.stack.StackException;
import dev.ordersaga.local.stack.StackOptions;
import dev.ordersaga.local.stack.TuningOptions;

/** {@code saga bench}. */
@Command(name = "saga bench", mixinStandardHelpOptions = true, sortOptions = false, usageHelpAutoWidth = true, description = {
        "Starts a stack of its own on free ports, places orders at a fixed rate whatever becomes of those before, and "
                + "measures what a client sees and what each process uses.",
        "Then everything settles and is audited. Ends with 0 if the audit holds, whatever was measured."})
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--rate", paramLabel = "N", defaultValue = "100", description = "orders a second (default: ${DEFAULT-VALUE})")
    private double rate;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "30", description = "how long is measured (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Option(names = "--warm-up", paramLabel = "SECONDS", defaultValue = "240", description = "as many orders as possible are placed before, until the compilers are through: for so long at most; 0: not (default: ${DEFAULT-VALUE})")
    private double warmUp;

    @Option(names = "--ramp", description = "looks for the highest rate that the system keeps up with (all orders are accepted, the backlog does not grow, p99 settled < 1 s), and measures it, half of it and a quarter of it")
    private boolean ramp;

    @Option(names = "--step", paramLabel = "SECONDS", defaultValue = "15", description = "how long a rate is tried by --ramp (default: ${DEFAULT-VALUE})")
    private double step;

    @Option(names = "--commit-limit", paramLabel = "SECONDS", defaultValue = "5", description = "how long W, the commits a second that the database can do, is measured before the load and again after it; 0: not (default: ${DEFAULT-VALUE})")
    private double commitLimit;

    @Option(names = "--history", paramLabel = "N", defaultValue = "0", description = "so many orders are in the tables beforehand, settled long ago (default: ${DEFAULT-VALUE})")
    private long history;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "what the orders are drawn from (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--attach", description = "measures what 'saga up --steady' runs in the data folder, instead of a stack of its own")
    private boolean attach;

    @Option(names = "--json", paramLabel = "FILE", description = "writes all figures to this file")
    private @Nullable Path json;

    @Option(names = "--svg", paramLabel = "FILE", description = "draws a picture of it into this file")
    private @Nullable Path svg;

    @Option(names = "--jfr", paramLabel = "FOLDER", description = "records each JVM while it is measured")
    private @Nullable Path recordings;

    @Option(names = "--data", paramLabel = "DIR", description = "folder of data and logs (default: .saga/bench); wiped first")
    private @Nullable Path data;

    @Option(names = "--keep", description = "keeps data and logs even if all is well")
    private boolean keep;

    @Mixin
    private TuningOptions tuning;

    @Spec
    private CommandSpec spec;

    private final Console console;

    BenchCommand(Console console) {
        this.console = console;
    }

    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "dev/ordersaga/load/bench-logback.xml");
        System.exit(new CommandLine(new BenchCommand(Console.standard()))
                .setExecutionExceptionHandler((failure, command, _) -> {
                    if (failure instanceof CancellationException) {
                        return 130;
                    }
                    if (!(failure instanceof StackException)) {
                        throw failure;
                    }
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() {
        if (rate <= 0 || seconds <= 0 || step <= 0 || warmUp < 0 || commitLimit < 0) {
            throw new ParameterException(spec.commandLine(), "--rate, --seconds and --step are greater than 0");
        }
        if (history < 0 || (history > 0 && attach)) {
            throw new ParameterException(spec.commandLine(), "--history is for a stack of its own, without --attach");
        }
        ProcessTimes.requireLinux();
        var result = attach ? attached() : alone();
        new BenchText(result, console).print();
        if (json != null) {
            BenchJson.write(result, json.toAbsolutePath());
        }
        if (svg != null) {
            new BenchPicture(result).write(svg.toAbsolutePath());
        }
        return result.exitCode();
    }

    private BenchReport attached() {
        var folder = data == null ? home() : data.toAbsolutePath().normalize();
        var stack = RunningStack.find(folder).orElseThrow(() -> new StackException(
                "No stack runs in %s: start one with './saga up --steady', or leave out --attach".formatted(folder)));
        return new BenchRun(settings(), Subject.of(stack), new Screen(console)).play();
    }

    private BenchReport alone() {
        var folder = data == null ? home().resolve("bench") : data.toAbsolutePath().normalize();
        var screen = new Screen(console);
        var start = new StartTimes(screen.progress());
        BenchReport result;
        try (var stack = Stack.start(StackOptions.anyPorts(folder).tuned(tuning.tuning(true)), start)) {
            result = new BenchRun(settings(), Subject.of(stack, start), screen).play();
        }
        if (!keep && result.holds()) {
            Folders.delete(folder);
        } else {
            console.line("data and logs are in " + folder);
        }
        return result;
    }

    private BenchRun.Settings settings() {
        return new BenchRun.Settings(history, rate, duration(seconds), duration(warmUp), ramp ? duration(step) : null,
                duration(
                        commitLimit), seed, recordings == null ? null : recordings.toAbsolutePath());
    }

    private static Path home() {
        return Checkout.current().root().resolve(".saga");
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
