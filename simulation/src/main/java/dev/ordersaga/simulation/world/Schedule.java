package dev.ordersaga.simulation.world;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.ordersaga.simulation.books.Violation;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.choice.Choices;
import dev.ordersaga.simulation.process.History;

/** One schedule from its beginning to its end: a world, faults, and the books at the end. */
public final class Schedule {

    /**
     * What came of it.
     *
     * @param violation what must not have happened; nothing if all is well
     * @param lines what happened, if it was to be kept
     */
    public record Outcome(Optional<Violation> violation, List<History.Line> lines) {}

    private Schedule() {}

    /** @param keepHistory for a person to read: it takes time */
    public static Outcome run(Choices choices, Set<Bug> bugs, boolean keepHistory) {
        var setup = Setup.drawnFrom(choices);
        var world = new World(setup, choices, bugs, keepHistory);
        world.open(setup);
        var menu = new Menu(world, setup.orders());
        for (int step = 0; step < setup.steps() && !choices.exhausted() && world.violation().isEmpty(); step++) {
            menu.step();
        }
        new Settling(world).settle();
        if (world.violation().isEmpty()) {
            new Audit(world).check();
        }
        return new Outcome(world.violation(), world.history().lines());
    }
}
