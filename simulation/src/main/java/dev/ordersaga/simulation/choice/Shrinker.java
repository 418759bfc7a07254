package dev.ordersaga.simulation.choice;

import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a failing script as short as it can: leaves out steps, then any run of choices, then lowers what is left, for as
 * long as the failure stays. As Hypothesis does it (MacIver and Donaldson, "Test-Case Reduction via Test-Case
 * Generation", ECOOP 2020).
 */
public final class Shrinker {

    private final Function<Script, Optional<Script>> fails;
    private Script best;
    private int left;

    private Shrinker(Function<Script, Optional<Script>> fails, Script begin, int attempts) {
        this.fails = fails;
        this.best = begin;
        this.left = attempts;
    }

    /**
     * @param fails runs a script; what it used of it if it fails in the same way, nothing if it does not
     * @param attempts how many scripts to run at most
     */
    public static Script shrink(Script failing, int attempts, Function<Script, Optional<Script>> fails) {
        return new Shrinker(fails, failing, attempts).shrink();
    }

    private Script shrink() {
        Script before;
        do {
            before = best;
            cutTheEnd();
            leaveOutSteps();
            leaveOutRuns();
            lower();
        } while (best.simplerThan(before) && left > 0);
        return best;
    }

    private boolean better(Script candidate) {
        if (left <= 0 || !candidate.simplerThan(best)) {
            return false;
        }
        left--;
        var used = fails.apply(candidate);
        used.filter(script -> script.simplerThan(best)).ifPresent(script -> best = script);
        return used.isPresent();
    }

    /** The faults end earlier, and everything settles. */
    private void cutTheEnd() {
        for (int keep = 0; keep < best.values().length && left > 0; keep = keep * 2 + 1) {
            if (better(best.without(keep, best.values().length))) {
                return;
            }
        }
    }

    private void leaveOutSteps() {
        for (int many = 8; many >= 1; many /= 2) {
            for (int step = best.steps().length - many; step >= 0 && left > 0; step--) {
                if (step + many <= best.steps().length) {
                    better(best.without(best.steps()[step], end(step + many)));
                }
            }
        }
    }

    private int end(int step) {
        return step < best.steps().length ? best.steps()[step] : best.values().length;
    }

    private void leaveOutRuns() {
        for (int length = 4; length >= 1; length /= 2) {
            for (int from = best.values().length - length; from >= 0 && left > 0; from--) {
                if (from + length <= best.values().length) {
                    better(best.without(from, from + length));
                }
            }
        }
    }

    private void lower() {
        for (int index = 0; index < best.values().length && left > 0; index++) {
            for (int value = 0; index < best.values().length && value < best.values()[index]; value++) {
                if (better(best.with(index, value))) {
                    break;
                }
            }
        }
    }
}
