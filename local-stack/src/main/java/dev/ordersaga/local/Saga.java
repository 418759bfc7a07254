package dev.ordersaga.local;

import java.util.concurrent.CancellationException;

import dev.ordersaga.local.audit.AuditCommand;
import dev.ordersaga.local.chaos.ChaosCommand;
import dev.ordersaga.local.deadletters.DeadLettersCommand;
import dev.ordersaga.local.demo.DemoCommand;
import dev.ordersaga.local.stack.StackException;
import dev.ordersaga.local.stack.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** {@code saga}: the one entry to everything that runs on this machine. */
@Command(name = "saga", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, usageHelpAutoWidth = true, versionProvider = Saga.Version.class, subcommands = {
        UpCommand.class, DemoCommand.class,
        AuditCommand.class,
        ChaosCommand.class,
        DeadLettersCommand.class}, synopsisSubcommandLabel = "(up | demo | audit | dead-letters | chaos | simulate | bench)", description = "Runs the whole order saga on this machine: PostgreSQL, Kafka, three services and the relay, "
                + "each a process of its own. Builds what is not built.", footer = {"", "Begin with:",
                        "  saga demo            plays the scenarios and audits the books",
                        "  saga up              keeps all running, prints how to place an order",
                        "  saga demo --attach   plays the scenarios on what 'saga up' or 'docker compose up' runs",
                        "  saga audit           checks the books of what runs",
                        "  saga dead-letters    what could not be handled, and what is to become of it",
                        "  saga chaos           breaks a stack of its own at random, and shows that nothing is lost",
                        "  saga simulate        thousands of schedules in one process, with every kind of fault",
                        "  saga bench           how many orders a second, how soon they settle, and what it costs",
                        "",
                        "Data and logs are in .saga in the checkout; 'saga up --fresh' begins anew.",
                        "'saga COMMAND --help' explains the options of a command.",
                        "Exit code: 0 all went well, 1 something failed, 2 not understood."})
final class Saga {

    private Saga() {}

    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "dev/ordersaga/local/saga-logback.xml");
        System.exit(new CommandLine(new Saga())
                .setCaseInsensitiveEnumValuesAllowed(true)
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

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[]{"saga " + Saga.class.getPackage().getImplementationVersion()};
        }
    }
}
