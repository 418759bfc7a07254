package dev.ordersaga.load.reporting;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import dev.ordersaga.load.figures.Table;
import dev.ordersaga.load.measuring.BenchReport;
import dev.ordersaga.load.measuring.Cost;
import dev.ordersaga.load.measuring.Latency;
import dev.ordersaga.load.measuring.Measurement;
import dev.ordersaga.load.measuring.Sample;
import dev.ordersaga.local.console.Console;

/** A report for people. */
public final class BenchText {

    private static final double MEGABYTE = 1024 * 1024;
    /** From so many samples on, it is of interest how something goes with time. */
    private static final int LONG = 20;
    private static final int ROWS = 10;

    private final BenchReport report;
    private final Console console;

    public BenchText(BenchReport report, Console console) {
        this.report = report;
        this.console = console;
    }

    public void print() {
        if (!report.start().isEmpty()) {
            console.line("");
            line("start", report.start().entrySet().stream().sorted(Map.Entry.comparingByValue())
                    .map(part -> part.getKey() + number(" %.1f s", part.getValue())).collect(Collectors.joining(", ")));
        }
        if (report.history() > 0) {
            line("history", "%,d orders had settled before".formatted(report.history()));
        }
        line("warm-up", "%s s, %s orders/s in the end, when the compilers took %s cores".formatted(number("%.0f", report
                .warmUp().seconds()), number("%,.0f", report.warmUp().rate()), number("%.2f", report.warmUp()
                        .compilers())));
        if (!report.ramp().isEmpty()) {
            console.line("");
            var rungs = new Table("tried, orders/s", "settled/s", "p50 ms", "p99 ms", "");
            report.ramp().forEach(rung -> rungs.row(number("%,.0f", rung.rate()), number("%,.0f", rung
                    .settledPerSecond()), milliseconds(rung.p50()), milliseconds(rung.p99()), rung.keepsUp()
                            ? "keeps up"
                            : rung.why()));
            show(rungs);
        }
        report.measurements().forEach(this::print);
        var commits = report.commitLimit();
        if (commits != null) {
            console.line("");
            line("W", "%,.0f commits/s of a single row on %d connections (before the load %,.0f, after it %,.0f)"
                    .formatted(commits.mean(), commits.connections(), commits.before(), commits.after()));
            report.measurements().forEach(one -> line("settled/W", number("%.3f", one.settledPerSecond() / commits
                    .mean()) + " at %s orders a second".formatted(number("%,.0f", one.rate()))));
        }
        console.line("");
        console.line(console.bold("audit"));
        report.invariants().forEach(invariant -> {
            console.line("  %s %d %-12s %s".formatted(console.mark(invariant.violations().isEmpty()), invariant
                    .number(), invariant.title(), invariant.figures()));
            invariant.violations().forEach(violation -> console.line("      " + violation));
        });
        report.violations().forEach(violation -> console.line("  " + console.mark(false) + " " + violation));
    }

    private void print(Measurement one) {
        console.line("");
        console.line(console.bold("%s orders a second for %s s%s".formatted(number("%,.0f", one.rate()), number("%.0f",
                one.seconds()), switch (one.name()) {
                    case "highest" -> ", the highest rate that it keeps up with";
                    case "half" -> ", half of it";
                    case "quarter" -> ", a quarter of it";
                    default -> "";
                })));
        line("placed", "%s/s: %,d of %,d%s".formatted(number("%,.1f", one.placedPerSecond()), one.placed(), one.due(),
                one.failures().isEmpty() ? "" : "; the others: " + counts(one.failures())));
        line("settled", "%s/s: %s%s%s".formatted(number("%,.1f", one.settledPerSecond()), counts(one.outcomes()),
                one.unplanned() == 0 ? "" : "; %,d otherwise than planned".formatted(one.unplanned()),
                one.unsettled() == 0 ? "" : "; %,d NEVER".formatted(one.unsettled())));
        line("open", "%,d at the beginning, %,d at the end%s".formatted(one.openAtBegin(), one.openAtEnd(), one
                .keepsUp() ? "" : "; it does NOT keep up: " + one.obstacle()));
        console.line("");
        var latencies = new Table("milliseconds", "p50", "p95", "p99", "max");
        row(latencies, "POST", one.post());
        row(latencies, "placed → settled", one.settled());
        row(latencies, "… since the answer", one.settledFromAnswer());
        row(latencies, "generator late by", one.lateness());
        show(latencies);
        console.line("");
        var costs = new Table("per settled order", "CPU ms", "of it compilers", "cores", "RAM MB", "peak",
                "live heap MB, before", "after");
        one.costs().forEach(cost -> row(costs, cost));
        costs.row("all of these", number("%.2f", one.cpu()), sum(one, Cost::compilers), sum(one, Cost::cores),
                megabytes(
                        one.costs().stream().mapToLong(Cost::memory).sum()), "", "", "");
        row(costs, one.generator());
        show(costs);
        course(one.course());
    }

    /** The first, the last, and some between. */
    private void course(List<Sample> samples) {
        if (samples.size() < LONG) {
            return;
        }
        console.line("");
        var course = new Table("after minutes", "settled/s", "p50 ms", "p99 ms", "open", "RAM MB", "tables MB",
                "dead rows");
        for (int row = 0; row < ROWS; row++) {
            var sample = samples.get(row * (samples.size() - 1) / (ROWS - 1));
            course.row(number("%.1f", sample.second() / 60), number("%,.0f", sample.settledPerSecond()), milliseconds(
                    sample.p50()), milliseconds(sample.p99()), "%,d".formatted(sample.open()), megabytes(sample
                            .memory().values().stream().mapToLong(Long::longValue).sum()), megabytes(sample.tables()
                                    .values().stream().mapToLong(Sample.Size::bytes).sum()), "%,d".formatted(sample
                                            .tables().values().stream().mapToLong(Sample.Size::dead).sum()));
        }
        show(course);
    }

    private static String sum(Measurement one, ToDoubleFunction<Cost> what) {
        return number("%.2f", one.costs().stream().mapToDouble(what).sum());
    }

    private static void row(Table table, String what, Latency latency) {
        table.row(what, milliseconds(latency.p50()), milliseconds(latency.p95()), milliseconds(latency.p99()),
                milliseconds(latency.max()));
    }

    private static void row(Table table, Cost cost) {
        table.row(cost.process(), number("%.2f", cost.cpu()), number("%.2f", cost.compilers()), number("%.2f", cost
                .cores()), megabytes(cost.memory()), megabytes(cost.peak()), heap(cost.heapBefore()), heap(cost
                        .heapAfter()));
    }

    private static String heap(long bytes) {
        return bytes == 0 ? "" : megabytes(bytes);
    }

    private void show(Table table) {
        table.aligned().lines().forEach(line -> console.line("  " + line));
    }

    private void line(String what, String text) {
        console.line("  %-10s %s".formatted(what, text));
    }

    private static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream().map(count -> "%,d %s".formatted(count.getValue(), count.getKey())).collect(
                Collectors.joining(", "));
    }

    private static String milliseconds(double value) {
        return number("%,.1f", value);
    }

    private static String megabytes(long bytes) {
        return number("%,.0f", bytes / MEGABYTE);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
