package dev.ordersaga.load.orders;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws from so many things, the k-th of them 1/k times as often as the first: Zipf's law with exponent 1, by inversion. */
final class Zipf {

    private final double[] cumulated;

    Zipf(int things) {
        cumulated = new double[things];
        double sum = 0;
        for (int thing = 0; thing < things; thing++) {
            sum += 1.0 / (thing + 1);
            cumulated[thing] = sum;
        }
    }

    /** @return 0 for the most frequent one */
    int draw(RandomGenerator random) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble() * cumulated[cumulated.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found + 1, cumulated.length - 1);
    }

    int things() {
        return cumulated.length;
    }
}
