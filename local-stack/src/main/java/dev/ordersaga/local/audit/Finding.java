package dev.ordersaga.local.audit;

import java.util.List;

/** What was found about one invariant: the figures it was judged by, and each violation in words. */
public record Finding(Invariant invariant, String figures, List<String> violations) {

    static Finding of(Invariant invariant, String figures, Violations violations) {
        return new Finding(invariant, figures, violations.lines());
    }

    public boolean holds() {
        return violations.isEmpty();
    }
}
