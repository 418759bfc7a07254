package dev.ordersaga.load.figures;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** What several rounds have found. */
public record Spread(double lowest, double median, double highest) {

    /** @throws IllegalArgumentException when there is nothing */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        var sorted = values.clone();
        java.util.Arrays.sort(sorted);
        var middle = sorted.length / 2;
        var median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    public static <T> Spread of(Collection<T> rounds, ToDoubleFunction<T> value) {
        return of(rounds.stream().mapToDouble(value).toArray());
    }
}
