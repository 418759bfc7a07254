package dev.ordersaga.local.audit;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.attach.Attachment;

/** {@code saga audit}. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = {
        "Checks on a running stack what must hold whatever happens: money, stock, effects, endings, publication, sequence.",
        "Prints a line each with the figures; ends with 1 when one is broken.",
        "Then says what may keep sagas from ending: overdue orders, dead letters, unpublished rows, unread records."})
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
            var endpoints = target.endpoints().get();
            var settings = options.settings(target.auditorPassword());
            var report = new AuditReport(Audit.of(endpoints, settings));
            report.print(console);
            console.line("what may keep sagas from ending");
            AuditReport.print(console, StuckSagas.of(endpoints, settings));
            return report.holds() ? 0 : 1;
        } catch (AuditFailedException e) {
            console.line(String.valueOf(e.getMessage()));
            console.line(
                    "Does a stack run there? './saga up' or 'docker compose up' starts one; options say where another is.");
            return 1;
        }
    }
}
