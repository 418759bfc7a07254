package dev.ordersaga.benchmarks.reporting;

import java.util.List;

import dev.ordersaga.benchmarks.measuring.Plan;

/** The colour of a contender, the same one in all pictures. */
final class Colours {

    private static final String LIMIT = "#8b949e";
    private static final List<String> OTHERS = List.of("#0d9a7f", "#d2691e", "#6a76d8", "#c2428c", "#5f9418", "#b58a00",
            "#3f8fc0");

    private Colours() {}

    static String of(String contender) {
        var index = Plan.contenderNames().indexOf(contender);
        return index <= 0 ? LIMIT : OTHERS.get((index - 1) % OTHERS.size());
    }
}
