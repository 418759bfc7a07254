package dev.ordersaga.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StockCheckTest {

    private final StockCheck check = new StockCheck();

    @Test
    void availableAndReservedTogetherAreWhatWasDelivered() {
        check.add(new StockCheck.Article("beans", 48, 2, 50, 2));
        check.add(new StockCheck.Article("cups", 0, 0, 0, 0));
        assertThat(check.finding().holds()).isTrue();
        assertThat(check.finding().figures())
                .isEqualTo("2 articles: available 48 + reserved 2 = delivered 50");
    }

    @Test
    void stockThatVanishedIsNamed() {
        check.add(new StockCheck.Article("beans", 47, 2, 50, 2));
        assertThat(check.finding().violations()).containsExactly("beans: 47 available + 2 reserved, but 50 delivered");
        assertThat(check.finding().figures()).contains("≠");
    }

    @Test
    void whatIsReservedBelongsToReservations() {
        check.add(new StockCheck.Article("beans", 48, 2, 50, 1));
        assertThat(check.finding().violations()).containsExactly("beans: 2 reserved, but its reservations add up to 1");
    }

    @Test
    void stockBelowZeroIsAViolationEvenWhenTheSumFits() {
        check.add(new StockCheck.Article("beans", -1, 51, 50, 51));
        assertThat(check.finding().violations()).containsExactly("beans is below zero: -1 available, 51 reserved");
    }
}
