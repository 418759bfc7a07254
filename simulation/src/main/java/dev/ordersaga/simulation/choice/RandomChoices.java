package dev.ordersaga.simulation.choice;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Chooses by chance, the same for the same seed, and records what it chose. */
public final class RandomChoices implements Choices {

    private final SplittableRandom random;
    private final Recording recording = new Recording();

    public RandomChoices(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public int below(int alternatives) {
        return recording.add(alternatives <= 1 ? 0 : random.nextInt(alternatives));
    }

    @Override
    public int weighted(int... weights) {
        int all = Arrays.stream(weights).sum();
        int left = all <= 0 ? 0 : random.nextInt(all);
        int index = 0;
        while (all > 0 && left >= weights[index]) {
            left -= weights[index++];
        }
        return recording.add(index);
    }

    @Override
    public void step() {
        recording.step();
    }

    @Override
    public boolean exhausted() {
        return false;
    }

    public Script script() {
        return recording.script();
    }
}
