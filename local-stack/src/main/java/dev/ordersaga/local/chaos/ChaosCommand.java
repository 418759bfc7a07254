package dev.ordersaga.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.ordersaga.local.Checkout;
import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.process.Folders;
import dev.ordersaga.local.stack.Stack;
import dev.ordersaga.local.stack.StackOptions;

/** {@code saga chaos}. */
@Command(name = "chaos", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Starts a stack of its own on free ports, puts a steady load on it and meanwhile breaks it at random: kills and "
                + "freezes programs, PostgreSQL and Kafka, cuts connections, adds and takes away instances, holds "
                + "transactions open, writes rubbish and repetitions to the topics, lets deadlines pass early.",
        "Then everything settles and is audited. Ends with 0 only if nothing was lost and nothing happened twice. Ctrl-C "
                + "ends it early, with the audit of what was until then."})
public final class ChaosCommand implements Callable<Integer> {

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "3", description = "how long load and faults go on (default: ${DEFAULT-VALUE})")
    private double minutes;

    @Option(names = "--seed", paramLabel = "N", description = "what the faults are drawn from: the same seed, the same faults (default: any)")
    private @Nullable Long seed;

    @Option(names = "--orders-per-second", paramLabel = "N", defaultValue = "20", description = "the load, whatever becomes of it (default: ${DEFAULT-VALUE})")
    private double ordersPerSecond;

    @Option(names = "--faults-per-minute", paramLabel = "N", defaultValue = "10", description = "how often something is broken (default: ${DEFAULT-VALUE})")
    private double faultsPerMinute;

    @Option(names = "--settling", paramLabel = "SECONDS", defaultValue = "180", description = "how long everything may take to settle in the end (default: ${DEFAULT-VALUE})")
    private int settling;

    @Option(names = "--report", paramLabel = "FILE", description = "where the report goes, as FILE.json and FILE.md (default: .saga/chaos-report)")
    private @Nullable Path report;

    @Option(names = "--data", paramLabel = "DIR", description = "folder of data and logs (default: .saga/chaos); wiped first")
    private @Nullable Path data;

    @Option(names = "--keep", description = "keeps data and logs even if all is well")
    private boolean keep;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (minutes <= 0 || ordersPerSecond <= 0 || faultsPerMinute <= 0 || settling <= 0) {
            throw new ParameterException(spec.commandLine(), "all numbers but the seed are greater than 0");
        }
        var console = Console.standard();
        var screen = new Screen(console);
        var folder = data == null ? home().resolve("chaos") : data.toAbsolutePath().normalize();
        var settings = new ChaosRun.Settings(seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed,
                Duration.ofMillis(Math.round(minutes * 60_000)), ordersPerSecond, faultsPerMinute,
                Duration.ofSeconds(settling));
        ChaosReport result;
        try (var network = new Network();
                var stack = Stack.start(StackOptions.anyPorts(folder), network, screen.progress())) {
            var run = new ChaosRun(settings, stack, network, screen);
            stack.beforeExit(run::endEarly);
            try {
                result = run.play();
                screen.clear();
                show(result, console);
            } finally {
                run.done();
            }
        }
        if (!keep && result.holds()) {
            Folders.delete(folder);
        } else {
            console.line("data and logs are in " + folder);
        }
        return result.exitCode();
    }

    private void show(ChaosReport result, Console console) {
        var text = new ReportText(result);
        text.print(console);
        var file = report == null ? home().resolve("chaos-report") : report.toAbsolutePath().normalize();
        try {
            Files.createDirectories(file.getParent());
            Files.write(file.resolveSibling(file.getFileName() + ".json"), JsonMapper.builder().enable(
                    SerializationFeature.INDENT_OUTPUT).build().writeValueAsBytes(result));
            Files.writeString(file.resolveSibling(file.getFileName() + ".md"), text.markdown());
        } catch (IOException e) {
            throw new UncheckedIOException("the report could not be written to " + file, e);
        }
        console.line("");
        console.line("the report is in %s.json and %s.md".formatted(file, file.getFileName()));
    }

    private static Path home() {
        return Checkout.current().root().resolve(".saga");
    }
}
