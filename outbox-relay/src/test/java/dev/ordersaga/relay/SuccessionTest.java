package dev.ordersaga.relay;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import dev.ordersaga.relay.outbox.Candidate;
import dev.ordersaga.relay.outbox.Membership;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who should publish a source, by who is there. */
class SuccessionTest {

    @ParameterizedTest
    @CsvSource({"3,1", "3,2", "3,3", "3,5", "1,2", "10,3", "50,7"})
    void theSourcesAreSpreadEvenly(int sources, int instances) {
        var shares = new ArrayList<>(owners(sources, names(instances)).stream()
                .collect(groupingBy(owner -> owner, counting())).values());
        assertThat(shares).hasSize(Math.min(sources, instances));
        assertThat(shares.stream().mapToLong(share -> share)).allMatch(
                share -> share == sources / instances || share == (sources + instances - 1) / instances);
    }

    @Test
    void mostSourcesStayWhereTheyAreWhenAnInstanceGoes() {
        var before = owners(50, List.of("a", "b", "c", "d", "e"));
        var after = owners(50, List.of("a", "b", "d", "e"));
        assertThat(IntStream.range(0, 50).filter(source -> !before.get(source).equals(after.get(source))).count())
                .isLessThanOrEqualTo(20);
    }

    @Test
    void twoInstancesOfOneNameShareTheSourcesToo() {
        assertThat(IntStream.range(0, 4).mapToObj(source -> preferred(null, //
                new Candidate("twin", "1", source, 4), new Candidate("twin", "2", source, 4)).run()))
                .containsExactlyInAnyOrder("1", "1", "2", "2");
    }

    @Test
    void instancesWithDifferentSourcesComeToTheSameResult() {
        var all = new Candidate("a", "1", 2, 3);
        var one = new Candidate("b", "1", 0, 1);
        assertThat(preferred(all, all, one)).isEqualTo(preferred(one, one, all)).isEqualTo(preferred(null, one, all));
    }

    @Test
    void theOwnerCountsAlsoIfItDoesNotOfferItself() {
        var owner = new Candidate("a", "1", 0, 1);
        assertThat(preferred(owner)).isEqualTo(owner);
    }

    @Test
    void theHeirIsTheOneThatShouldHaveTheSourceOrElseTheNextAfterTheOwner() {
        var first = new Candidate("a", "1", 0, 1);
        var second = new Candidate("b", "1", 0, 1);
        var preferred = preferred(null, first, second);
        var other = preferred.equals(first) ? second : first;

        assertThat(heir(null, first, second)).isEqualTo(preferred);
        assertThat(heir(other, first, second)).isEqualTo(preferred);
        assertThat(heir(preferred, first, second)).isEqualTo(other);
        assertThat(heir(preferred, preferred)).as("nobody in particular").isNull();
        assertThat(heir(null)).as("nobody in particular").isNull();
    }

    @Test
    void anOwnerOfAnotherVersionHasAnHeirAndNoSayInTheSpreading() {
        var unknown = new Candidate("outbox-relay-orders", "", 0, 0);
        var me = new Candidate("a", "1", 0, 1);
        assertThat(heir(unknown, me)).isEqualTo(me);
    }

    private static List<String> owners(int sources, List<String> instances) {
        return IntStream.range(0, sources)
                .mapToObj(source -> preferred(null, instances.stream()
                        .map(name -> new Candidate(name, "run", source, sources)).toArray(Candidate[]::new)).instance())
                .toList();
    }

    private static List<String> names(int instances) {
        return IntStream.range(0, instances).mapToObj(number -> "relay-" + number + ":8084").toList();
    }

    private static Candidate preferred(@Nullable Candidate owner, Candidate... candidates) {
        return Objects.requireNonNull(Succession.preferred(membership(owner, candidates)));
    }

    private static @Nullable Candidate heir(@Nullable Candidate owner, Candidate... candidates) {
        return Succession.heir(membership(owner, candidates));
    }

    static Membership membership(@Nullable Candidate owner, Candidate... candidates) {
        return new Membership(owner, List.of(candidates), List.of());
    }
}
