package dev.ordersaga.local;

import java.util.concurrent.CancellationException;

import dev.ordersaga.local.audit.AuditCommand;
import dev.ordersaga.local.demo.DemoCommand;
import dev.ordersaga.local.stack.StackException;
import dev.ordersaga.local.stack.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code saga}: the one entry to everything that runs on this machine. */
@Command(name = "saga", mixinStandardHelpOptions = true, subcommands = {
        UpCommand.class, DemoCommand.class,
        AuditCommand.class}, description = "Runs the whole order saga on this machine: PostgreSQL, Kafka, three services and the relay.")
final class Saga {

    private Saga() {}

    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "dev/ordersaga/local/saga-logback.xml");
        System.exit(new CommandLine(new Saga())
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
}
