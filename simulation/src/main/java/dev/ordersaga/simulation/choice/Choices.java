package dev.ordersaga.simulation.choice;

/**
 * Where every decision of a schedule comes from: by chance, from a recorded list, or one after the other. Of the
 * alternatives the first is the tamest, so that a list of smaller numbers is a simpler schedule.
 */
public interface Choices {

    /** One of so many alternatives: from 0 to {@code alternatives - 1}. */
    int below(int alternatives);

    /** One of as many alternatives as there are weights; by chance none of those that weigh nothing. */
    int weighted(int... weights);

    /** Says that a step begins here. */
    void step();

    /** Nothing more has been recorded: from here on it is always the first alternative. */
    boolean exhausted();

    /** Faults at most once in so many times. */
    default boolean oneIn(int times) {
        return weighted(times - 1, 1) == 1;
    }
}
