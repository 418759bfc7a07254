package dev.ordersaga.local.demo;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.audit.Audit;
import dev.ordersaga.local.audit.AuditFailedException;
import dev.ordersaga.local.audit.AuditOptions;
import dev.ordersaga.local.audit.AuditReport;
import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.attach.Attachment;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.ConsoleProgress;
import dev.ordersaga.local.stack.Stack;

/** {@code saga demo}. */
@Command(name = "demo", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Starts a fresh stack of its own, plays the scenarios through REST, audits the books and stops everything.",
        "Ends with 0 only if every scenario ended as it should and the audit holds."})
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--attach", description = "plays on a stack that runs already, whoever started it")
    private boolean attach;

    @Option(names = "--scenario", paramLabel = "NAME", description = "plays only this one; may be repeated")
    private List<String> names = List.of();

    @Option(names = "--orders", paramLabel = "N", defaultValue = ""
            + Scenarios.BURST_ORDERS, description = "orders of the burst (default: ${DEFAULT-VALUE})")
    private int orders;

    @Option(names = "--customers", paramLabel = "N", defaultValue = ""
            + Scenarios.BURST_CUSTOMERS, description = "customers of the burst (default: ${DEFAULT-VALUE})")
    private int customers;

    @Mixin
    private Attachment attachment;

    @Mixin
    private AuditOptions auditOptions;

    @Spec
    private CommandSpec spec;

    private final Console console = Console.standard();

    @Override
    public Integer call() {
        var scenarios = chosen();
        if (attach) {
            var target = attachment.target();
            console.line("attached to %s; its parts %s".formatted(target.name(),
                    target.parts().isPresent()
                            ? "can be killed"
                            : Programme.NO_CONTROL + ", so that scenarios that do are skipped"));
            return play(scenarios, target.endpoints(), target.parts(),
                    auditOptions.settings(target.auditorPassword()));
        }
        try (var stack = Stack.start(attachment.options().freshIn("demo"), new ConsoleProgress(console))) {
            return play(scenarios, stack);
        }
    }

    /** When a part dies by itself, nothing more is waited for. */
    private int play(List<Scenario> scenarios, Stack stack) {
        var player = Thread.currentThread();
        var watch = stack.failure().thenAccept(reason -> {
            console.line(reason);
            player.interrupt();
        });
        try {
            return play(scenarios, stack::endpoints, Optional.of(stack.parts()),
                    auditOptions.settings().demandingSettled());
        } finally {
            watch.cancel(false);
            Thread.interrupted();
        }
    }

    private List<Scenario> chosen() {
        if (orders < 1 || customers < 1) {
            throw new ParameterException(spec.commandLine(), "--orders and --customers are at least 1");
        }
        var all = Scenarios.all(orders, customers);
        var known = all.stream().map(Scenario::name).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(spec.commandLine(),
                    "there is no scenario %s; there are %s".formatted(name, String.join(", ", known)));
        });
        return all.stream().filter(scenario -> names.isEmpty() || names.contains(scenario.name())).toList();
    }

    private int play(List<Scenario> scenarios, Supplier<Endpoints> endpoints, Optional<Parts> parts,
            Audit.Settings settings) {
        var stage = new Stage(endpoints, parts, console, Long.toString(System.currentTimeMillis(), 36));
        var results = new Programme(stage).play(scenarios);
        console.line("");
        ResultTable.lines(results, console).forEach(console::line);
        console.line("");
        console.line(console.bold("audit"));
        boolean holds = audit(endpoints.get(), settings);
        boolean asExpected = results.stream().noneMatch(result -> result.verdict() == Result.Verdict.UNEXPECTED);
        return holds && asExpected ? 0 : 1;
    }

    private boolean audit(Endpoints endpoints, Audit.Settings settings) {
        try {
            var report = new AuditReport(Audit.of(endpoints, settings));
            report.print(console);
            return report.holds();
        } catch (AuditFailedException e) {
            console.line(String.valueOf(e.getMessage()));
            return false;
        }
    }
}
