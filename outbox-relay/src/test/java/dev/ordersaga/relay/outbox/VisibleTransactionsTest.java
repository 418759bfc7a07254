package dev.ordersaga.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

/** Sets of transactions as snapshots, beside sets as everybody knows them. */
class VisibleTransactionsTest {

    private static final long FIRST = 3;
    private static final int UNIVERSE = 7;

    @Test
    void everySetWithEveryOtherIsTheirUnion() {
        for (var one = 0; one < 1 << UNIVERSE; one++) {
            var visible = set(one);
            for (var end = firstBeyond(visible); end <= FIRST + UNIVERSE; end++) {
                var transactions = VisibleTransactions.of(snapshot(visible, end));
                assertThat(members(transactions)).isEqualTo(visible);
                for (var other = 0; other < 1 << UNIVERSE; other++) {
                    var union = new HashSet<>(visible);
                    union.addAll(set(other));
                    var with = transactions.with(set(other));
                    assertThat(members(with)).isEqualTo(union);
                    assertThat(members(VisibleTransactions.of(with.snapshot()))).isEqualTo(union);
                    assertThat(with.gapCount()).isEqualTo(with.missingBefore(with.snapshot().xmax()).size());
                }
            }
        }
    }

    @Test
    void theTextIsThatOfASnapshot() {
        var transactions = VisibleTransactions.of(new Snapshot("10:20:10,14"));
        assertThat(transactions.with(List.of(10L)).snapshot()).isEqualTo(new Snapshot("14:20:14"));
        assertThat(transactions.with(List.of(14L, 10L)).snapshot()).isEqualTo(new Snapshot("20:20:"));
        assertThat(transactions.with(List.of(22L, 20L)).snapshot()).isEqualTo(new Snapshot("10:23:10,14,21"));
        assertThat(transactions.with(List.of()).snapshot()).isEqualTo(new Snapshot("10:20:10,14"));
    }

    @Test
    void whatIsMissingIsMissingUpToAnywhere() {
        var transactions = VisibleTransactions.of(new Snapshot("10:20:10,14"));
        assertThat(transactions.missingBefore(12)).containsExactly(10L);
        assertThat(transactions.missingBefore(22)).containsExactly(10L, 14L, 20L, 21L);
    }

    @Test
    void nothingIsVisibleAtTheBeginning() {
        assertThat(members(VisibleTransactions.of(Snapshot.NOTHING))).isEqualTo(Set.of());
    }

    private static Set<Long> set(int bits) {
        return LongStream.range(0, UNIVERSE).filter(bit -> (bits >> bit & 1) == 1).mapToObj(bit -> FIRST + bit)
                .collect(Collectors.toSet());
    }

    private static long firstBeyond(Set<Long> visible) {
        return visible.stream().mapToLong(Long::longValue).max().orElse(FIRST - 1) + 1;
    }

    private static Snapshot snapshot(Set<Long> visible, long end) {
        var running = LongStream.range(FIRST, end).filter(each -> !visible.contains(each)).boxed().toList();
        return new Snapshot((running.isEmpty() ? end : running.getFirst()) + ":" + end + ":"
                + running.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static Set<Long> members(VisibleTransactions transactions) {
        return LongStream.range(FIRST, FIRST + UNIVERSE + 3).filter(transactions::contains).boxed()
                .collect(Collectors.toSet());
    }
}
