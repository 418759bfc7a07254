package dev.ordersaga.local.audit;

import java.util.ArrayList;
import java.util.List;

/** Collects violations: counts them all and keeps the first ones, so that a broken system does not fill the memory. */
final class Violations {

    private static final int SHOWN = 10;

    private final List<String> shown = new ArrayList<>();
    private long count;

    void add(String violation) {
        if (count++ < SHOWN) {
            shown.add(violation);
        }
    }

    boolean none() {
        return count == 0;
    }

    List<String> lines() {
        if (count <= SHOWN) {
            return List.copyOf(shown);
        }
        var lines = new ArrayList<>(shown);
        lines.add("and %,d more".formatted(count - SHOWN));
        return List.copyOf(lines);
    }
}
