package dev.ordersaga.simulation.choice;

import java.util.Arrays;

/**
 * Choices written down.
 *
 * @param values what was chosen, one after the other
 * @param steps at which of them the steps of the schedule began
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Script(int[] values, int[] steps) {

    /** Without those from {@code from} to before {@code to}. */
    Script without(int from, int to) {
        int[] shorter = new int[values.length - (to - from)];
        System.arraycopy(values, 0, shorter, 0, from);
        System.arraycopy(values, to, shorter, from, values.length - to);
        return new Script(shorter, new int[0]);
    }

    Script with(int index, int value) {
        int[] changed = values.clone();
        changed[index] = value;
        return new Script(changed, steps);
    }

    /** Shorter is simpler; of the same length, that with the smaller numbers. */
    boolean simplerThan(Script other) {
        return values.length != other.values.length
                ? values.length < other.values.length
                : Arrays.compare(values, other.values) < 0;
    }
}
