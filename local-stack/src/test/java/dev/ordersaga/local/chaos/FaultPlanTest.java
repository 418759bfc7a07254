package dev.ordersaga.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void theSameSeedGivesTheSamePlanAndAnotherSeedAnotherOne() {
        assertThat(FaultPlan.of(7, HOUR, 10)).isEqualTo(FaultPlan.of(7, HOUR, 10)).isNotEqualTo(FaultPlan.of(8, HOUR,
                10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anHourHasHundredsOfFaultsOfAllKinds(long seed) {
        var plan = FaultPlan.of(seed, HOUR, 10);
        assertThat(plan).hasSizeGreaterThan(500);
        assertThat(plan).extracting(Fault::kind).contains(FaultKind.values());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void notMoreThanThreeLastAtOnceAndNothingIsBrokenThatIsBrokenAlready(long seed) {
        var plan = FaultPlan.of(seed, HOUR, 10);
        for (var fault : plan) {
            var others = lasting(plan, fault);
            assertThat(others).as("beside " + fault).hasSizeLessThan(fault.lasts().isZero() ? 4 : 3);
            assertThat(others).as("beside " + fault).noneMatch(other -> other.claims().stream().anyMatch(fault
                    .claims()::contains));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void allEndsWithTheRun(long seed) {
        var length = Duration.ofMinutes(3);
        assertThat(FaultPlan.of(seed, length, 10)).isNotEmpty()
                .allMatch(fault -> fault.at().plus(fault.lasts()).compareTo(length) <= 0);
    }

    private static List<Fault> lasting(List<Fault> plan, Fault fault) {
        return plan.stream().filter(other -> other.number() < fault.number())
                .filter(other -> other.at().plus(other.lasts()).compareTo(fault.at()) > 0).toList();
    }
}
