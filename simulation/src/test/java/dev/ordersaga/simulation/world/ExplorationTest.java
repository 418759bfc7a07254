package dev.ordersaga.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ordersaga.simulation.bug.Bug;

/** Every interleaving of one order's messages, with one of them delivered twice, the deadline and the customer. */
class ExplorationTest {

    private static final int REPETITIONS = 1;

    @ParameterizedTest
    @CsvSource({"true, true, 2274, 2139412", "true, false, 2613, 7731767", "false, true, 1988, 343460",
            "false, false, 1988, 343460"})
    void everySagaEndsAsItOughtTo(boolean enoughMoney, boolean enoughStock, int states, BigInteger interleavings) {
        var result = Exploration.explore(enoughMoney, enoughStock, REPETITIONS, Set.of());

        assertThat(result.violation()).isEmpty();
        assertThat(result.states()).isEqualTo(states);
        assertThat(result.interleavings()).isEqualTo(interleavings);
        assertThat(result.ends()).containsKeys("CANCELLED TIMEOUT", "CANCELLED CUSTOMER_REQUEST", undisturbed(
                enoughMoney, enoughStock));
        assertThat(result.ends()).hasSize(3);
    }

    private static String undisturbed(boolean enoughMoney, boolean enoughStock) {
        if (!enoughMoney) {
            return "CANCELLED PAYMENT_DECLINED";
        }
        return enoughStock ? "CONFIRMED null" : "CANCELLED OUT_OF_STOCK";
    }

    @ParameterizedTest
    @EnumSource(names = {"EARLY_REFUND_FORGOTTEN", "EARLY_PAYMENT_FORGOTTEN", "LATE_SUCCESS_IGNORED",
            "NO_TOMBSTONE_AT_PAYMENT", "NO_TOMBSTONE_AT_INVENTORY", "SHORT_NOT_RELEASED", "STOCK_NOT_AWAITED",
            "REFUND_NOT_AWAITED", "DECLINE_LEAVES_STOCK_OPEN", "INBOX_LEFT_OUT"})
    void findsWhatIsPlanted(Bug bug) {
        assertThat(violates(true, true, bug) || violates(true, false, bug) || violates(false, true, bug)).isTrue();
    }

    private static boolean violates(boolean enoughMoney, boolean enoughStock, Bug bug) {
        return Exploration.explore(enoughMoney, enoughStock, REPETITIONS, EnumSet.of(bug)).violation().isPresent();
    }
}
