package dev.ordersaga.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * How long it took to recover from the faults of one kind.
 *
 * @param what the kind, with its target
 * @param times how often it was done
 * @param median in milliseconds, null where orders never settled
 * @param worst in milliseconds
 * @param alone how many of them had no other fault, and no recovery from one, beside their recovery
 * @param aloneMedian in milliseconds, of those; null where there are none
 */
record Recovery(String what, int times, @Nullable Long median, @Nullable Long worst, int alone,
        @Nullable Long aloneMedian) {

    /** One for each kind and target, by name. */
    static List<Recovery> of(List<Outcome> outcomes) {
        Map<String, List<Outcome>> byTitle = outcomes.stream()
                .collect(Collectors.groupingBy(outcome -> outcome.fault().title(), TreeMap::new, Collectors.toList()));
        return byTitle.entrySet().stream().map(kind -> of(kind.getKey(), kind.getValue(), outcomes)).toList();
    }

    private static Recovery of(String what, List<Outcome> some, List<Outcome> all) {
        var alone = some.stream()
                .filter(one -> all.stream().noneMatch(one::overlaps)).toList();
        var sorted = millis(some);
        return new Recovery(what, some.size(), median(sorted), sorted.isEmpty() ? null : sorted.getLast(),
                alone.size(), median(millis(alone)));
    }

    private static List<Long> millis(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::recovery).filter(Objects::nonNull).map(Duration::toMillis).sorted()
                .toList();
    }

    private static @Nullable Long median(List<Long> sorted) {
        return sorted.isEmpty() ? null : sorted.get((sorted.size() - 1) / 2);
    }
}
