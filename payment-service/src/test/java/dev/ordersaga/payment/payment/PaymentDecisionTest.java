package dev.ordersaga.payment.payment;

import static dev.ordersaga.payment.payment.PaymentStatus.CANCELLED;
import static dev.ordersaga.payment.payment.PaymentStatus.COMPLETED;
import static dev.ordersaga.payment.payment.PaymentStatus.DECLINED;
import static dev.ordersaga.payment.payment.PaymentStatus.NONE;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.payment.PaymentDecision.Bar;
import dev.ordersaga.payment.payment.PaymentDecision.Charge;
import dev.ordersaga.payment.payment.PaymentDecision.Decline;
import dev.ordersaga.payment.payment.PaymentDecision.GiveBack;
import dev.ordersaga.payment.payment.PaymentDecision.Ignore;
import dev.ordersaga.payment.payment.ReceivedMessage.CancelPayment;
import dev.ordersaga.payment.payment.ReceivedMessage.OrderPlaced;

class PaymentDecisionTest {

    private static final UUID ORDER = UUID.fromString("019536a1-7c1e-7b3a-9d52-6a1f0c2e4b88");
    private static final Money PRICE = Money.of("37.80", "EUR");
    private static final OrderPlaced PLACED = new OrderPlaced(ORDER, "alice", PRICE);
    private static final CancelPayment CANCEL = new CancelPayment(ORDER);

    static List<Arguments> table() {
        return List.of(
                arguments(NONE, PLACED, new Charge("alice", PRICE)),
                arguments(COMPLETED, PLACED, new Ignore()),
                arguments(DECLINED, PLACED, new Ignore()),
                arguments(CANCELLED, PLACED, new Ignore()),
                arguments(NONE, CANCEL, new Bar()),
                arguments(COMPLETED, CANCEL, new GiveBack()),
                arguments(DECLINED, CANCEL, new Ignore()),
                arguments(CANCELLED, CANCEL, new Ignore()));
    }

    @ParameterizedTest(name = "{0} + {1} → {2}")
    @MethodSource("table")
    void everyStatusKnowsWhatToDoWithEveryMessage(PaymentStatus status, ReceivedMessage message,
            PaymentDecision decision) {
        assertThat(decide(status, message, "37.80 EUR")).isEqualTo(decision);
    }

    @Test
    void noCellOfTheTableIsMissing() {
        var cells = new HashSet<List<Object>>();
        for (var status : PaymentStatus.values()) {
            for (var message : Arrays.asList(ReceivedMessage.class.getPermittedSubclasses())) {
                cells.add(List.of(status, message));
            }
        }
        assertThat(table().stream().map(row -> List.of(row.get()[0], row.get()[1].getClass())).collect(toSet()))
                .isEqualTo(cells);
    }

    @ParameterizedTest
    @CsvSource({"37.80 EUR,", "37.81 EUR,", "37.79 EUR,INSUFFICIENT_FUNDS", "0.00 EUR,INSUFFICIENT_FUNDS",
            "1000 JPY,CURRENCY_MISMATCH", "'',NO_SUCH_ACCOUNT"})
    void anOrderIsChargedIfTheBalanceCoversIt(String balance, @Nullable DeclineReason refused) {
        assertThat(decide(NONE, PLACED, balance)).isEqualTo(
                refused == null ? new Charge("alice", PRICE) : new Decline("alice", PRICE, refused));
    }

    private static PaymentDecision decide(PaymentStatus status, ReceivedMessage message, String balance) {
        return PaymentDecision.decide(status, message, customer -> {
            assertThat(customer).isEqualTo("alice");
            var space = balance.indexOf(' ');
            return balance.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Money.of(balance.substring(0, space), balance.substring(space + 1)));
        });
    }
}
