package dev.ordersaga.local.demo;

import java.util.ArrayList;
import java.util.List;

import dev.ordersaga.local.console.Console;
import dev.ordersaga.local.demo.Result.Verdict;

/** The table at the end: a line a scenario. */
final class ResultTable {

    private static final List<String> HEAD = List.of("scenario", "outcome", "expected");

    private ResultTable() {}

    static List<String> lines(List<Result> results, Console console) {
        int first = width(HEAD.get(0), results.stream().map(result -> result.scenario().name()).toList());
        int second = width(HEAD.get(1), results.stream().map(Result::outcome).toList());
        int third = width(HEAD.get(2), results.stream().map(result -> result.scenario().expected()).toList());
        String row = "%%-%ds  %%-%ds  %%-%ds  %%7s".formatted(first, second, third);
        var lines = new ArrayList<String>();
        lines.add(console.bold(row.formatted(HEAD.get(0), HEAD.get(1), HEAD.get(2), "seconds")));
        for (var result : results) {
            String seconds = result.verdict() == Verdict.SKIPPED
                    ? "–"
                    : "%.1f".formatted(result.took().toMillis() / 1e3);
            lines.add(row.formatted(result.scenario().name(), result.outcome(), result.scenario().expected(), seconds)
                    + "  " + mark(console, result.verdict()));
        }
        return lines;
    }

    static String mark(Console console, Verdict verdict) {
        return verdict == Verdict.SKIPPED ? "–" : console.mark(verdict == Verdict.AS_EXPECTED);
    }

    private static int width(String head, List<String> cells) {
        return cells.stream().mapToInt(String::length).reduce(head.length(), Math::max);
    }
}
