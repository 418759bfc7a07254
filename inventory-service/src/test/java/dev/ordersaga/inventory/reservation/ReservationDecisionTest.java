package dev.ordersaga.inventory.reservation;

import static dev.ordersaga.inventory.reservation.ReservationStatus.AWAITING_ORDER;
import static dev.ordersaga.inventory.reservation.ReservationStatus.AWAITING_PAYMENT;
import static dev.ordersaga.inventory.reservation.ReservationStatus.NONE;
import static dev.ordersaga.inventory.reservation.ReservationStatus.RELEASED;
import static dev.ordersaga.inventory.reservation.ReservationStatus.RESERVED;
import static dev.ordersaga.inventory.reservation.ReservationStatus.SHORT;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ordersaga.inventory.reservation.ReceivedMessage.OrderPlaced;
import dev.ordersaga.inventory.reservation.ReceivedMessage.OrderPlaced.Line;
import dev.ordersaga.inventory.reservation.ReceivedMessage.PaymentCompleted;
import dev.ordersaga.inventory.reservation.ReceivedMessage.PaymentDeclined;
import dev.ordersaga.inventory.reservation.ReceivedMessage.ReleaseStock;
import dev.ordersaga.inventory.reservation.ReservationDecision.AwaitOrder;
import dev.ordersaga.inventory.reservation.ReservationDecision.AwaitPayment;
import dev.ordersaga.inventory.reservation.ReservationDecision.Bar;
import dev.ordersaga.inventory.reservation.ReservationDecision.Drop;
import dev.ordersaga.inventory.reservation.ReservationDecision.FallShort;
import dev.ordersaga.inventory.reservation.ReservationDecision.GiveBack;
import dev.ordersaga.inventory.reservation.ReservationDecision.Ignore;
import dev.ordersaga.inventory.reservation.ReservationDecision.Reserve;
import dev.ordersaga.inventory.reservation.SentMessage.Missing;

class ReservationDecisionTest {

    private static final UUID ORDER = UUID.fromString("019536a1-7c1e-7b3a-9d52-6a1f0c2e4b88");
    private static final SortedMap<String, Integer> LINES = new TreeMap<>(Map.of("beans", 3, "pot", 1));
    private static final OrderPlaced PLACED = new OrderPlaced(ORDER,
            List.of(new Line("beans", 2), new Line("pot", 1), new Line("beans", 1)));
    private static final PaymentCompleted PAID = new PaymentCompleted(ORDER);
    private static final PaymentDeclined DECLINED = new PaymentDeclined(ORDER);
    private static final ReleaseStock RELEASE = new ReleaseStock(ORDER);

    static List<Arguments> table() {
        return List.of(
                arguments(NONE, PLACED, new AwaitPayment(LINES)),
                arguments(AWAITING_PAYMENT, PLACED, new Ignore()),
                arguments(AWAITING_ORDER, PLACED, new Reserve(LINES)),
                arguments(RESERVED, PLACED, new Ignore()),
                arguments(SHORT, PLACED, new Ignore()),
                arguments(RELEASED, PLACED, new Ignore()),

                arguments(NONE, PAID, new AwaitOrder()),
                arguments(AWAITING_PAYMENT, PAID, new Reserve(LINES)),
                arguments(AWAITING_ORDER, PAID, new Ignore()),
                arguments(RESERVED, PAID, new Ignore()),
                arguments(SHORT, PAID, new Ignore()),
                arguments(RELEASED, PAID, new Ignore()),

                arguments(NONE, DECLINED, new Drop()),
                arguments(AWAITING_PAYMENT, DECLINED, new Drop()),
                arguments(AWAITING_ORDER, DECLINED, new Ignore()),
                arguments(RESERVED, DECLINED, new Ignore()),
                arguments(SHORT, DECLINED, new Ignore()),
                arguments(RELEASED, DECLINED, new Ignore()),

                arguments(NONE, RELEASE, new Bar()),
                arguments(AWAITING_PAYMENT, RELEASE, new Bar()),
                arguments(AWAITING_ORDER, RELEASE, new Bar()),
                arguments(RESERVED, RELEASE, new GiveBack()),
                arguments(SHORT, RELEASE, new Bar()),
                arguments(RELEASED, RELEASE, new Ignore()));
    }

    @ParameterizedTest(name = "{0} + {1} → {2}")
    @MethodSource("table")
    void everyStatusKnowsWhatToDoWithEveryMessage(ReservationStatus status, ReceivedMessage message,
            ReservationDecision decision) {
        assertThat(decide(status, message, Map.of("beans", 3L, "pot", 1L))).isEqualTo(decision);
    }

    @Test
    void noCellOfTheTableIsMissing() {
        var cells = new HashSet<List<Object>>();
        for (var status : ReservationStatus.values()) {
            for (var message : Arrays.asList(ReceivedMessage.class.getPermittedSubclasses())) {
                cells.add(List.of(status, message));
            }
        }
        assertThat(table().stream().map(row -> List.of(row.get()[0], row.get()[1].getClass())).collect(toSet()))
                .isEqualTo(cells);
    }

    static List<Arguments> shortages() {
        return List.of(
                arguments(Map.of("beans", 2L, "pot", 1L), List.of(new Missing("beans", 3, 2))),
                arguments(Map.of("beans", 3L), List.of(new Missing("pot", 1, 0))),
                arguments(Map.of(), List.of(new Missing("beans", 3, 0), new Missing("pot", 1, 0))));
    }

    @ParameterizedTest
    @MethodSource("shortages")
    void ifAnyLineIsShortNothingIsReserved(Map<String, Long> available, List<Missing> missing) {
        assertThat(decide(AWAITING_PAYMENT, PAID, available)).isEqualTo(new FallShort(LINES, missing));
        assertThat(decide(AWAITING_ORDER, PLACED, available)).isEqualTo(new FallShort(LINES, missing));
    }

    private static ReservationDecision decide(ReservationStatus status, ReceivedMessage message,
            Map<String, Long> available) {
        var known = status == NONE || status == AWAITING_ORDER ? new TreeMap<String, Integer>() : LINES;
        return ReservationDecision.decide(status, known, message, sku -> available.getOrDefault(sku, 0L));
    }
}
