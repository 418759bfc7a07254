package dev.ordersaga.local.audit;

import java.util.List;

import dev.ordersaga.local.console.Console;

/** A line for each invariant, and one for each violation below it. */
public final class AuditReport {

    private final List<Finding> findings;

    public AuditReport(List<Finding> findings) {
        this.findings = List.copyOf(findings);
    }

    public boolean holds() {
        return findings.stream().allMatch(Finding::holds);
    }

    public void print(Console console) {
        for (var finding : findings) {
            console.line("  %s %d %-12s %s".formatted(console.mark(finding.holds()), finding.invariant().number(),
                    finding.invariant().title(), finding.figures()));
            finding.violations().forEach(violation -> console.line("      " + violation));
        }
    }

    /** What may keep sagas from ending. It does not make the audit fail: what waits is not lost. */
    public static void print(Console console, List<Stuck> stuck) {
        for (var one : stuck) {
            console.line("  %s   %-12s %s".formatted(one.clear() ? console.mark(true) : console.bold("!"), one.what(),
                    one.words()));
        }
    }
}
