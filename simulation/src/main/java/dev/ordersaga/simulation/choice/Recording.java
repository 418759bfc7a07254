package dev.ordersaga.simulation.choice;

import java.util.Arrays;

/** What has been chosen so far. */
final class Recording {

    private int[] values = new int[64];
    private int size;
    private int[] steps = new int[16];
    private int stepCount;

    int add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
        return value;
    }

    void step() {
        if (stepCount == steps.length) {
            steps = Arrays.copyOf(steps, stepCount * 2);
        }
        steps[stepCount++] = size;
    }

    Script script() {
        return new Script(Arrays.copyOf(values, size), Arrays.copyOf(steps, stepCount));
    }
}
