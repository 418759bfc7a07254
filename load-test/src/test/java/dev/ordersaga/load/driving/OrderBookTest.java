package dev.ordersaga.load.driving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.ordersaga.load.orders.Basket;
import dev.ordersaga.load.orders.Fate;

class OrderBookTest {

    private static final long MILLISECOND = 1_000_000;
    private static final UUID ID = UUID.fromString("019536a1-7c1e-7b3a-9d52-6a1f0c2e4b88");

    private final OrderBook book = new OrderBook();
    private final Window window = new Window();

    @Test
    void timeBeginsWhenAnOrderIsDue() {
        var order = sent(Fate.CONFIRMED);

        book.placed(ID, order, 3 * MILLISECOND);
        book.ended(ID, "CONFIRMED", 10 * MILLISECOND);

        assertThat(window.post().getMaxValue()).isBetween(2_900L, 3_100L);
        assertThat(window.settledFromDue().getMaxValue()).isBetween(9_900L, 10_100L);
        assertThat(window.settledFromAnswer().getMaxValue()).isBetween(6_900L, 7_100L);
        assertThat(window.outcomes()).isEqualTo(Map.of("CONFIRMED", 1L));
        assertThat(book.counts()).isEqualTo(new OrderBook.Counts(1, 1, 0, 1));
    }

    @Test
    void anEndMayBeSeenBeforeTheAnswer() {
        var order = sent(Fate.CONFIRMED);

        book.ended(ID, "CONFIRMED", 2 * MILLISECOND);
        assertThat(book.counts().settled()).isZero();
        book.placed(ID, order, 3 * MILLISECOND);

        assertThat(window.settledFromDue().getMaxValue()).isBetween(1_900L, 2_100L);
        assertThat(window.settledFromAnswer().getMaxValue()).isZero();
        assertThat(book.counts().open()).isZero();
    }

    @Test
    void anOrderThatIsCancelledAfterItWasConfirmedSettlesOnce() {
        book.placed(ID, sent(Fate.CANCELLED), 1);

        book.ended(ID, "CONFIRMED", 2);
        book.ended(ID, "CUSTOMER_REQUEST", 3);

        assertThat(window.outcomes()).isEqualTo(Map.of("CONFIRMED", 1L));
        assertThat(window.unplanned()).isZero();
        assertThat(book.counts().settled()).isOne();
    }

    @Test
    void anEndThatWasNotMeantIsCounted() {
        book.placed(ID, sent(Fate.CONFIRMED), 1);

        book.ended(ID, "TIMEOUT", 2);

        assertThat(window.unplanned()).isOne();
    }

    @Test
    void whatIsNotAcceptedIsNotOpen() {
        book.failed(sent(Fate.CONFIRMED), "503");

        assertThat(book.counts()).isEqualTo(new OrderBook.Counts(1, 0, 1, 0));
        assertThat(book.counts().open()).isZero();
        assertThat(window.failures()).isEqualTo(Map.of("503", 1L));
    }

    @Test
    void whatNobodyPlacedHereDisturbsNothing() {
        book.ended(ID, "CONFIRMED", 2);

        assertThat(book.counts()).isEqualTo(new OrderBook.Counts(0, 0, 0, 0));
    }

    /** Due at time 0. */
    private Placement sent(Fate fate) {
        book.sent();
        return new Placement(new Basket(fate, "{}"), 0, window);
    }
}
