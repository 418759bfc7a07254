package dev.ordersaga.load.measuring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Looks for the highest rate that the system keeps up with: from a guess in steps upwards (or downwards) until one rung holds
 * and the next does not, then by halving the ratio between them until they are {@value #CLOSE} of each other.
 */
final class Ramp {

    private static final double UP = 1.25;
    private static final double DOWN = 0.7;
    private static final double CLOSE = 1.05;
    private static final double LEAST = 1;

    private final DoubleFunction<Rung> trial;
    private final List<Rung> rungs = new ArrayList<>();

    /** @param trial tries a rate; the system is idle before and afterwards */
    Ramp(DoubleFunction<Rung> trial) {
        this.trial = trial;
    }

    /** @return 0 when it keeps up with none */
    double highest(double guess) {
        double rate = Math.max(LEAST, Math.rint(guess));
        double holds = 0;
        double fails = Double.POSITIVE_INFINITY;
        while (rate >= LEAST && fails > holds * CLOSE) {
            if (keepsUp(rate)) {
                holds = rate;
            } else {
                fails = rate;
            }
            rate = Math.rint(next(holds, fails));
            if (rate <= holds || rate >= fails) {
                break;
            }
        }
        return holds;
    }

    private static double next(double holds, double fails) {
        if (holds == 0) {
            return fails * DOWN;
        }
        return Double.isInfinite(fails) ? Math.max(holds + 1, holds * UP) : Math.sqrt(holds * fails);
    }

    private boolean keepsUp(double rate) {
        var rung = trial.apply(rate);
        rungs.add(rung);
        return rung.keepsUp();
    }

    /** In the order in which they were tried. */
    List<Rung> rungs() {
        return List.copyOf(rungs);
    }
}
