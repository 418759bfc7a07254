package dev.ordersaga.order.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.order.OrderState.Cancelled;
import dev.ordersaga.order.order.OrderState.Cancelling;
import dev.ordersaga.order.order.OrderState.Confirmed;
import dev.ordersaga.order.order.OrderState.Pending;

class OrderTest {

    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    private static final Cancelling OUT_OF_STOCK = Cancelling.nothingSettled(CancellationReason.OUT_OF_STOCK);

    private final Order order = new Order(UUID.fromString("0198f5a0-0000-7000-8000-000000000001"), "alice",
            List.of(new OrderLine("beans", 2, new BigDecimal("18.90")), new OrderLine("cup", 10_000, BigDecimal.ONE)),
            Currency.getInstance("EUR"), NOON, NOON.plus(Duration.ofMinutes(5)));

    @Test
    void addsUpItsLines() {
        assertThat(order.total()).isEqualTo(Money.of("10037.80", "EUR"));
    }

    @Test
    void beginsPendingAndCanBeConfirmed() {
        assertThat(order.state()).isEqualTo(new Pending());

        order.confirm();

        assertThat(order.state()).isEqualTo(new Confirmed());
    }

    @Test
    void isUndoneStepByStep() {
        order.cancelling(OUT_OF_STOCK);
        assertThat(order.state()).isEqualTo(OUT_OF_STOCK);

        order.cancelling(OUT_OF_STOCK.withStockSettled());
        assertThat(order.state()).isEqualTo(OUT_OF_STOCK.withStockSettled());

        order.cancelled(CancellationReason.OUT_OF_STOCK);
        assertThat(order.state()).isEqualTo(new Cancelled(CancellationReason.OUT_OF_STOCK));
    }

    @Test
    void isNotConfirmedTwice() {
        order.confirm();

        assertThatIllegalStateException().isThrownBy(order::confirm)
                .withMessage("order 0198f5a0-0000-7000-8000-000000000001 is CONFIRMED, not PENDING");
    }

    @Test
    void keepsTheReasonThatItIsUndoneFor() {
        order.cancelling(OUT_OF_STOCK);

        assertThatIllegalStateException()
                .isThrownBy(() -> order.cancelling(Cancelling.nothingSettled(CancellationReason.TIMEOUT)));
    }

    @Test
    void doesNotEndAsCancelledWhatIsConfirmed() {
        order.confirm();

        assertThatIllegalStateException().isThrownBy(() -> order.cancelled(CancellationReason.PAYMENT_DECLINED));
    }

    @Test
    void doesNotComeBackOnceCancelled() {
        order.cancelled(CancellationReason.PAYMENT_DECLINED);

        assertThatIllegalStateException().isThrownBy(order::confirm);
        assertThatIllegalStateException().isThrownBy(() -> order.cancelling(OUT_OF_STOCK));
        assertThatIllegalStateException().isThrownBy(() -> order.cancelled(CancellationReason.PAYMENT_DECLINED));
    }

    @Test
    void countsItsStepsAndMessagesFromOne() {
        assertThat(order.step(NOON, "A", "a").position()).isEqualTo(1);
        assertThat(order.step(NOON, "B", "b").position()).isEqualTo(2);
        assertThat(order.nextMessage()).isEqualTo(1);
        assertThat(order.nextMessage()).isEqualTo(2);
    }
}
