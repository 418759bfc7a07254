package dev.ordersaga.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ordersaga.simulation.books.Invariant;
import dev.ordersaga.simulation.bug.Bug;

/** The simulation can fail: each bug is found by the seeds of every build. That there is nothing else to find is shown there. */
class PlantedBugsTest {

    @ParameterizedTest
    @EnumSource
    void isFound(Bug bug) throws InterruptedException {
        var found = new Campaign(new Simulation(EnumSet.of(bug)), 0, SimulationTest.SEEDS).run(1, _ -> {});

        assertThat(found).as(bug.words()).isPresent();
        System.out.printf("%-32s found by seed %d%n", bug, found.getAsLong());
    }

    @Test
    void whatIsFoundIsToldInFewSteps() throws InterruptedException {
        var simulation = new Simulation(EnumSet.of(Bug.LATE_SUCCESS_IGNORED));
        var seed = new Campaign(simulation, 0, SimulationTest.SEEDS).run(1, _ -> {}).orElseThrow();
        var whole = simulation.tell(seed);

        var finding = simulation.shrink(seed);

        assertThat(finding.violation().invariant()).isEqualTo(Invariant.EFFECTS);
        assertThat(finding.lines()).hasSizeLessThan(whole.lines().size()).hasSizeLessThan(20);
        assertThat(new HistoryTable(finding.lines()).rows()).anySatisfy(row -> assertThat(row).contains(
                "order-service A",
                "#1", "PENDING → CANCELLED"));
    }
}
