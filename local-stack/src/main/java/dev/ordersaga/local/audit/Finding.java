package dev.ordersaga.local.audit;

import java.util.List;

/** What was found about one invariant: the figures it was judged by, and each violation in words. */
public record Finding(Invariant invariant, String figures, List<String> violations) {

    static Finding of(Invariant invariant, Violations violations, String format, Object... arguments) {
        return new Finding(invariant, format.formatted(arguments), violations.lines());
    }

    public boolean holds() {
        return violations.isEmpty();
    }
}
