package dev.ordersaga.benchmarks.reporting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import org.HdrHistogram.Histogram;

import dev.ordersaga.load.figures.Histograms;
import dev.ordersaga.benchmarks.measuring.Latency;
import dev.ordersaga.benchmarks.measuring.Results;
import dev.ordersaga.benchmarks.measuring.Results.OfContender;
import dev.ordersaga.benchmarks.measuring.Throughput;
import dev.ordersaga.benchmarks.measuring.Writers;
import dev.ordersaga.load.figures.Spread;
import dev.ordersaga.load.figures.Table;

/** The results as tables. */
final class Tables {

    private static final double MEGABYTE = 1024 * 1024;

    private final Results results;

    Tables(Results results) {
        this.results = results;
    }

    Table throughput() {
        var table = new Table("backlog", "guarantee", "rows", "rows/s", "lowest–highest", "of the limit",
                "CPU s per million", "of it contender", "PostgreSQL", "Kafka", "RAM MB", "heap MB");
        var limit = results.contenders().stream().filter(contender -> contender.name().equals("plain-producer"))
                .filter(contender -> !contender.throughput().isEmpty())
                .mapToDouble(contender -> Spread.of(contender.throughput(), Throughput.Result::rowsPerSecond).median())
                .findFirst();
        for (var contender : results.contenders()) {
            var rounds = contender.throughput();
            if (!rounds.isEmpty()) {
                var rate = Spread.of(rounds, Throughput.Result::rowsPerSecond);
                table.row(contender.label() + remarks(contender), contender.guarantee(), whole(rounds.getFirst()
                        .rows()),
                        whole(rate.median()), whole(rate.lowest()) + "–" + whole(rate.highest()),
                        limit.isPresent() ? number("%.2f", rate.median() / limit.getAsDouble()) : "",
                        number("%.1f", Spread.of(rounds, round -> round.cpuPerMillion().sum()).median()),
                        number("%.1f", Spread.of(rounds, round -> round.cpuPerMillion().contender()).median()),
                        number("%.1f", Spread.of(rounds, round -> round.cpuPerMillion().postgres()).median()),
                        number("%.1f", Spread.of(rounds, round -> round.cpuPerMillion().kafka()).median()),
                        whole(Spread.of(rounds, round -> round.peakMemory() / MEGABYTE).highest()),
                        whole(Spread.of(rounds, round -> round.heap() / MEGABYTE).highest()));
            }
        }
        return table;
    }

    /** Losses and the like, of all rounds. */
    private static String remarks(OfContender contender) {
        return contender.throughput().stream().map(round -> round.published().remarks()).filter(remark -> !remark
                .isEmpty())
                .findFirst().orElse("");
    }

    Table latency() {
        var table = new Table("commit to read_committed reader, ms", "messages/s", "p50", "p95", "p99", "p50 by round",
                "p99 by round", "highest", "lost");
        for (var contender : results.contenders()) {
            for (var rate : results.plan().rates()) {
                add(table, contender, contender.label(), round -> round.rate() == rate && !round
                        .besideOpenTransaction());
            }
            add(table, contender, contender.label() + ", beside an open transaction",
                    Latency.Result::besideOpenTransaction);
        }
        return table;
    }

    private static void add(Table table, OfContender contender, String label, Predicate<Latency.Result> which) {
        var rounds = contender.latency().stream().filter(which).toList();
        if (!rounds.isEmpty()) {
            var all = together(rounds);
            var p50 = Spread.of(rounds, Latency.Result::p50);
            var p99 = Spread.of(rounds, Latency.Result::p99);
            table.row(label, whole(rounds.getFirst().rate()), milliseconds(all, 50), milliseconds(all, 95),
                    milliseconds(all, 99), number("%.1f", p50.lowest()) + "–" + number("%.1f", p50.highest()),
                    number("%.1f", p99.lowest()) + "–" + number("%.1f", p99.highest()), number("%.0f", all.getMaxValue()
                            / 1e3),
                    whole(rounds.stream().mapToLong(Latency.Result::lost).sum()));
        }
    }

    static Histogram together(List<Latency.Result> rounds) {
        return Histograms.together(rounds.stream().map(Latency.Result::histogram).toList());
    }

    private static String milliseconds(Histogram histogram, double percentile) {
        return number("%.1f", histogram.getValueAtPercentile(percentile) / 1e3);
    }

    Table idle() {
        var table = new Table("idle, % of one core", "contender", "PostgreSQL", "Kafka");
        for (var contender : results.contenders()) {
            for (var open : List.of(false, true)) {
                var rounds = contender.idle().stream().filter(idle -> idle.besideOpenTransaction() == open).toList();
                if (!rounds.isEmpty()) {
                    table.row(contender.label() + (open ? ", beside an open transaction" : ""),
                            number("%.2f", Spread.of(rounds, Results.Idle::contender).median()),
                            number("%.2f", Spread.of(rounds, Results.Idle::postgres).median()),
                            number("%.2f", Spread.of(rounds, Results.Idle::kafka).median()));
                }
            }
        }
        return table;
    }

    Table writers() {
        var table = new Table("business transactions/s, 8 connections", "without outbox", "with outbox", "with/without",
                "lowest–highest", "with a statement that does nothing/without", "lowest–highest");
        var rounds = new LinkedHashMap<String, List<Writers.Result>>();
        results.writers().forEach(round -> rounds.computeIfAbsent(round.business(), _ -> new ArrayList<>()).add(round));
        rounds.forEach((business, measured) -> {
            var outbox = Spread.of(measured, round -> round.with() / round.without());
            var empty = Spread.of(measured, round -> round.withEmptyStatement() / round.without());
            table.row(business, whole(Spread.of(measured, round -> round.without()).median()),
                    whole(Spread.of(measured, round -> round.with()).median()), number("%.2f", outbox.median()),
                    range(outbox), number("%.2f", empty.median()), range(empty));
        });
        return table;
    }

    private static String range(Spread spread) {
        return number("%.2f", spread.lowest()) + "–" + number("%.2f", spread.highest());
    }

    static String whole(double value) {
        return number("%,.0f", value);
    }

    static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
