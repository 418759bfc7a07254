package dev.ordersaga.simulation;

import java.util.Optional;
import java.util.Set;

import dev.ordersaga.simulation.books.Violation;
import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.choice.RandomChoices;
import dev.ordersaga.simulation.choice.RecordedChoices;
import dev.ordersaga.simulation.choice.Script;
import dev.ordersaga.simulation.choice.Shrinker;
import dev.ordersaga.simulation.world.Schedule;

/** Runs seeds: the same seed is always the same schedule. Thread-safe. */
final class Simulation {

    private static final int SHRINKING = 20_000;

    private final Set<Bug> bugs;

    /** @param bugs that are planted: none, unless somebody wants to see one found */
    Simulation(Set<Bug> bugs) {
        this.bugs = bugs;
    }

    Optional<Violation> run(long seed) {
        return Schedule.run(new RandomChoices(seed), bugs, false).violation();
    }

    /** Everything that happens with this seed, and how it ends. */
    Schedule.Outcome tell(long seed) {
        return Schedule.run(new RandomChoices(seed), bugs, true);
    }

    /** The shortest schedule that breaks the same invariant as this seed. */
    Finding shrink(long seed) {
        var choices = new RandomChoices(seed);
        var violation = Schedule.run(choices, bugs, false).violation().orElseThrow();
        var shortest = Shrinker.shrink(choices.script(), SHRINKING, script -> stillFails(script, violation));
        var outcome = Schedule.run(new RecordedChoices(shortest), bugs, true);
        return new Finding(seed, outcome.violation().orElseThrow(), outcome.lines());
    }

    private Optional<Script> stillFails(Script script, Violation violation) {
        var choices = new RecordedChoices(script);
        return Schedule.run(choices, bugs, false).violation()
                .filter(found -> found.invariant() == violation.invariant())
                .map(_ -> choices.script());
    }
}
