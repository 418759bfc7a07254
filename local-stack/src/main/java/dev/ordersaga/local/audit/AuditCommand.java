package dev.ordersaga.local.audit;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.attach.Attachment;

/** {@code saga audit}. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = {
        "Checks on a running stack what must hold whatever happens: money, stock, effects, endings, publication, sequence.",
        "Prints a line each with the figures; ends with 1 when one is broken."})
public final class AuditCommand implements Callable<Integer> {

    @Mixin
    private Attachment attachment;

    @Mixin
    private AuditOptions options;

    @Override
    public Integer call() {
        var console = Console.standard();
        var target = attachment.books();
        console.line("the books of " + target.name());
        try {
            var report = new AuditReport(Audit.of(target.endpoints().get(), options.settings(target
                    .auditorPassword())));
            report.print(console);
            return report.holds() ? 0 : 1;
        } catch (AuditFailedException e) {
            console.line(String.valueOf(e.getMessage()));
            console.line(
                    "Does a stack run there? './saga up' or 'docker compose up' starts one; options say where another is.");
            return 1;
        }
    }
}
