package dev.ordersaga.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ordersaga.local.audit.EndingsCheck.Saga;
import dev.ordersaga.local.audit.EndingsCheck.Status;

class EndingsCheckTest {

    private static final UUID ORDER = new UUID(0, 1);
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({"PENDING, OrderPlaced",
            "CONFIRMED, OrderPlaced OrderConfirmed",
            "CANCELLING, OrderPlaced",
            "CANCELLING, OrderPlaced CancelPayment ReleaseStock",
            "CANCELLING, OrderPlaced OrderConfirmed CancelPayment ReleaseStock",
            "CANCELLED, OrderPlaced OrderCancelled",
            "CANCELLED, OrderPlaced CancelPayment ReleaseStock OrderCancelled",
            "CANCELLED, OrderPlaced OrderConfirmed CancelPayment ReleaseStock OrderCancelled"})
    void theMessagesOfARightSagaFitItsStatus(Status status, String sent) {
        assertThat(suspicion(status, sent)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PENDING, OrderPlaced OrderConfirmed",
            "PENDING, ''",
            "CONFIRMED, OrderPlaced",
            "CONFIRMED, OrderConfirmed OrderPlaced",
            "CONFIRMED, OrderPlaced OrderConfirmed OrderConfirmed",
            "CONFIRMED, OrderPlaced OrderConfirmed OrderCancelled",
            "CONFIRMED, OrderPlaced OrderConfirmed CancelPayment ReleaseStock",
            "CANCELLING, OrderPlaced OrderCancelled",
            "CANCELLED, OrderPlaced",
            "CANCELLED, OrderPlaced OrderCancelled OrderConfirmed",
            "CANCELLED, OrderPlaced CancelPayment CancelPayment OrderCancelled",
            "CANCELLED, OrderPlaced OrderCancelled OrderCancelled"})
    void aSagaThatGoesOnAfterItsEndOrDoesSomethingTwiceIsAViolation(Status status, String sent) {
        assertThat(suspicion(status, sent)).startsWith("is " + status + " but sent ");
    }

    @ParameterizedTest
    @CsvSource({"PENDING, OrderPlaced", "CANCELLING, OrderPlaced CancelPayment ReleaseStock"})
    void anOrderIsOpenUntilItsDeadlineAndTheGraceHavePassed(Status status, String sent) {
        assertThat(suspicion(saga(status, sent, NOW.minus(GRACE)), false)).isEmpty();
        assertThat(suspicion(saga(status, sent, NOW.minus(GRACE).minusSeconds(1)), false))
                .isEqualTo(status + ", 31s after it was due");
    }

    @Test
    void anOpenOrderIsAViolationWhereAllShouldBeSettled() {
        assertThat(suspicion(saga(Status.PENDING, "OrderPlaced", NOW.plusSeconds(10)), true))
                .isEqualTo("still PENDING");
    }

    @Test
    void aTimelineWithAGapIsAViolation() {
        var saga = new Saga(ORDER, Status.CONFIRMED, NOW, NOW, List.of(1, 2, 4), types("OrderPlaced OrderConfirmed"));
        assertThat(suspicion(saga, false)).isEqualTo("its steps are not gapless: [1, 2, 4]");
    }

    @Test
    void theFiguresCountEachStatus() {
        var check = new EndingsCheck(GRACE, false);
        check.add(saga(Status.PENDING, "OrderPlaced", NOW));
        check.add(saga(Status.CONFIRMED, "OrderPlaced OrderConfirmed", NOW));
        check.add(saga(Status.CONFIRMED, "OrderPlaced OrderConfirmed", NOW));
        assertThat(check.finding(Map.of()).figures()).isEqualTo("3 orders: 1 PENDING, 2 CONFIRMED, 1 open");
    }

    private static String suspicion(Status status, String sent) {
        return suspicion(saga(status, sent, NOW), false);
    }

    private static String suspicion(Saga saga, boolean settledDemanded) {
        var check = new EndingsCheck(GRACE, settledDemanded);
        check.add(saga);
        return check.suspects().getOrDefault(ORDER, "");
    }

    private static Saga saga(Status status, String sent, Instant due) {
        return new Saga(ORDER, status, due, NOW, List.of(1, 2, 3), types(sent));
    }

    private static List<String> types(String sent) {
        return sent.isEmpty() ? List.of() : List.of(sent.split(" ", -1));
    }
}
