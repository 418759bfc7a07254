package dev.ordersaga.local.demo;

import java.time.Duration;
import java.util.List;

/** Exact percentiles by nearest rank: always a value that was measured. */
final class Percentiles {

    private final List<Duration> sorted;

    Percentiles(List<Duration> measured) {
        if (measured.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        this.sorted = measured.stream().sorted().toList();
    }

    Duration p(int percent) {
        int rank = Math.ceilDiv(percent * sorted.size(), 100);
        return sorted.get(Math.max(rank, 1) - 1);
    }
}
