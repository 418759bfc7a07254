package dev.ordersaga.simulation.choice;

/**
 * Chooses what a script says. A script that was made for another schedule fits as well as it can: a number that is too
 * large is taken for the first alternative.
 */
public final class RecordedChoices implements Choices {

    private final int[] values;
    private final Recording recording = new Recording();
    private int next;

    public RecordedChoices(Script script) {
        this.values = script.values();
    }

    @Override
    public int below(int alternatives) {
        return next(alternatives);
    }

    @Override
    public int weighted(int... weights) {
        return next(weights.length);
    }

    private int next(int alternatives) {
        if (exhausted()) {
            return 0;
        }
        int value = values[next++];
        return recording.add(value < alternatives ? value : 0);
    }

    @Override
    public void step() {
        if (!exhausted()) {
            recording.step();
        }
    }

    @Override
    public boolean exhausted() {
        return next >= values.length;
    }

    /** What was really used, which may be less than was written down. */
    public Script script() {
        return recording.script();
    }
}
