package dev.ordersaga.local.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.local.console.Console;

/** A report for people: on the terminal, and as Markdown for the docs. */
final class ReportText {

    private final ChaosReport report;

    ReportText(ChaosReport report) {
        this.report = report;
    }

    void print(Console console) {
        console.line("");
        int width = report.recoveries().stream().mapToInt(recovery -> recovery.what().length()).max().orElse(5);
        String row = "  %-" + Math.max(5, width) + "s %6s %9s %9s %7s %9s";
        console.line(console.bold(row.formatted("fault", "times", "median s", "worst s", "alone", "median s")));
        report.recoveries().forEach(recovery -> console.line(row.formatted(recovery.what(), recovery.times(), seconds(
                recovery.median()), seconds(recovery.worst()), recovery.alone(), seconds(recovery.aloneMedian()))));
        console.line("");
        summary().forEach((what, figures) -> console.line("  %-14s %s".formatted(what, figures)));
        console.line("");
        console.line(console.bold("audit"));
        report.invariants().forEach(invariant -> {
            console.line("  %s %2d %-12s %s".formatted(console.mark(invariant.violations().isEmpty()),
                    invariant.number(), invariant.title(), invariant.figures()));
            invariant.violations().forEach(violation -> console.line("       " + violation));
        });
        console.line("  %s    %-12s %s".formatted(console.mark(report.violations().isEmpty()), "promises",
                promises()));
        report.violations().forEach(violation -> console.line("       " + violation));
    }

    String markdown() {
        var lines = new ArrayList<String>();
        lines.add("| fault | times | recovery: median | worst | of these alone | median |");
        lines.add("|---|---:|---:|---:|---:|---:|");
        report.recoveries().forEach(recovery -> lines.add("| %s | %d | %s s | %s s | %d | %s s |".formatted(recovery
                .what(), recovery.times(), seconds(recovery.median()), seconds(recovery.worst()), recovery.alone(),
                seconds(recovery.aloneMedian()))));
        lines.add("");
        summary().forEach((what, figures) -> lines.add("- **%s**: %s".formatted(what, figures)));
        lines.add("");
        lines.add("| | invariant | figures |");
        lines.add("|---|---|---|");
        report.invariants().forEach(invariant -> lines.add("| %s | %d %s | %s |".formatted(mark(invariant.violations()),
                invariant.number(), invariant.title(), invariant.figures())));
        lines.add("| %s | promises | %s |".formatted(mark(report.violations()), promises()));
        return String.join("\n", lines) + "\n";
    }

    private Map<String, String> summary() {
        var summary = new LinkedHashMap<String, String>();
        summary.put("faults", "%,d of %,d planned, in %d min %02d s, seed %d".formatted(report.faults(),
                report.planned(), report.seconds() / 60, report.seconds() % 60, report.seed()));
        long placed = report.orders().values().stream().mapToLong(Long::longValue).sum();
        summary.put("orders", "%,d: %s".formatted(placed, counts(report.orders())));
        summary.put("acknowledged", counts(report.acknowledged()) + "; %,d requests repeated".formatted(report
                .repetitions()));
        var topics = report.topics();
        summary.put("topics",
                "%,d records, %,d duplicates, %,d out of order, %,d gaps; %,d written by hand, %,d dead letters"
                        .formatted(topics.records(), topics.duplicates(), topics.inversions(), topics.gaps(), topics
                                .byHand(),
                                topics.deadLetters()));
        summary.put("settled", report.settledSeconds() < 0
                ? "never"
                : String.format(Locale.ROOT, "%.1f s after the last fault", report.settledSeconds()));
        return summary;
    }

    private String promises() {
        return report.violations().isEmpty()
                ? "everything that was acknowledged is there, once, and everything came back by itself"
                : "%,d broken".formatted(report.violations().size());
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream().map(count -> "%,d %s".formatted(count.getValue(), count.getKey()))
                .reduce((one, other) -> one + ", " + other).orElse("none");
    }

    private static String mark(List<String> violations) {
        return violations.isEmpty() ? "✓" : "✗";
    }

    private static String seconds(@Nullable Long millis) {
        return millis == null ? "–" : String.format(Locale.ROOT, "%.1f", millis / 1e3);
    }
}
