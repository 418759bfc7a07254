package dev.ordersaga.inventory.reservation;

import static dev.ordersaga.inventory.reservation.ReservationStatus.AWAITING_ORDER;
import static dev.ordersaga.inventory.reservation.ReservationStatus.AWAITING_PAYMENT;
import static dev.ordersaga.inventory.reservation.ReservationStatus.RELEASED;
import static dev.ordersaga.inventory.reservation.ReservationStatus.RESERVED;
import static dev.ordersaga.inventory.reservation.ReservationStatus.SHORT;
import static dev.ordersaga.inventory.reservation.SentMessage.CancelReason.OUT_OF_STOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ordersaga.inventory.reservation.InMemory.InMemoryReservations;
import dev.ordersaga.inventory.reservation.InMemory.InMemoryStockItems;
import dev.ordersaga.inventory.reservation.ReceivedMessage.OrderPlaced;
import dev.ordersaga.inventory.reservation.ReceivedMessage.PaymentCompleted;
import dev.ordersaga.inventory.reservation.ReceivedMessage.PaymentDeclined;
import dev.ordersaga.inventory.reservation.ReceivedMessage.ReleaseStock;
import dev.ordersaga.inventory.reservation.SentMessage.CancelPayment;
import dev.ordersaga.inventory.reservation.SentMessage.Line;
import dev.ordersaga.inventory.reservation.SentMessage.Missing;
import dev.ordersaga.inventory.reservation.SentMessage.StockReleased;
import dev.ordersaga.inventory.reservation.SentMessage.StockReserved;
import dev.ordersaga.inventory.reservation.SentMessage.StockShort;
import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.OutgoingMessage;
import dev.ordersaga.outbox.RejectedMessageException;

class ReservationHandlersTest {

    private static final UUID ORDER = UUID.fromString("019536a1-7c1e-7b3a-9d52-6a1f0c2e4b88");
    private static final OrderPlaced PLACED = new OrderPlaced(ORDER, List.of(
            new OrderPlaced.Line("beans", 2), new OrderPlaced.Line("pot", 1), new OrderPlaced.Line("beans", 1)));
    private static final PaymentCompleted PAID = new PaymentCompleted(ORDER);
    private static final PaymentDeclined DECLINED = new PaymentDeclined(ORDER);
    private static final ReleaseStock RELEASE = new ReleaseStock(ORDER);
    private static final List<Line> LINES = List.of(new Line("beans", 3), new Line("pot", 1));

    private final List<OutgoingMessage> sent = new ArrayList<>();
    private final InMemoryReservations reservations = new InMemoryReservations();
    private final InMemoryStockItems stock = new InMemoryStockItems().with("beans", 5).with("pot", 5);
    private final ReservationHandlers handlers = new ReservationHandlers(reservations, stock, sent::add);

    @Test
    void anOrderWaitsForItsPayment() {
        receive(PLACED);

        assertThat(status()).isEqualTo(AWAITING_PAYMENT);
        assertThat(sent).isEmpty();
        assertStock("beans", 5, 0);
    }

    @Test
    void aPaidOrderIsReservedWithEachSkuSummed() {
        receive(PLACED, PAID);

        assertThat(status()).isEqualTo(RESERVED);
        assertThat(sent).containsExactly(event(1, new StockReserved(ORDER, LINES)));
        assertStock("beans", 2, 3);
        assertStock("pot", 4, 1);
    }

    @Test
    void aPaymentThatOvertakesItsOrderWaitsForIt() {
        receive(PAID);
        assertThat(status()).isEqualTo(AWAITING_ORDER);

        receive(PLACED);
        assertThat(sent).containsExactly(event(1, new StockReserved(ORDER, LINES)));
        assertThat(status()).isEqualTo(RESERVED);
    }

    @Test
    void aShortOrderReservesNothingAndHasThePaymentCancelled() {
        stock.with("beans", 2);
        receive(PLACED, PAID);

        assertThat(status()).isEqualTo(SHORT);
        assertThat(sent).containsExactly(
                event(1, new StockShort(ORDER, List.of(new Missing("beans", 3, 2)))),
                OutgoingMessage.of("payment-commands", ORDER.toString(), 2, new CancelPayment(ORDER, OUT_OF_STOCK)));
        assertStock("beans", 2, 0);
        assertStock("pot", 5, 0);
    }

    @Test
    void aSkuThatWasNeverDeliveredIsShort() {
        var order = UUID.randomUUID();
        receive(new OrderPlaced(order, List.of(new OrderPlaced.Line("unobtainium", 1))), new PaymentCompleted(order));

        assertThat(sent).extracting(OutgoingMessage::payload).containsExactly(
                new StockShort(order, List.of(new Missing("unobtainium", 1, 0))),
                new CancelPayment(order, OUT_OF_STOCK));
    }

    @Test
    void aDeclinedOrderIsDroppedWithoutAWord() {
        receive(PLACED, DECLINED, PAID);

        assertThat(status()).isEqualTo(RELEASED);
        assertThat(sent).isEmpty();
        assertStock("beans", 5, 0);
    }

    @Test
    void aReleasedReservationGoesBackToStock() {
        receive(PLACED, PAID, RELEASE);

        assertThat(status()).isEqualTo(RELEASED);
        assertThat(sent).containsExactly(
                event(1, new StockReserved(ORDER, LINES)),
                event(2, new StockReleased(ORDER, LINES)));
        assertStock("beans", 5, 0);
        assertStock("pot", 5, 0);
    }

    @Test
    void anOrderThatComesAfterItsReleaseIsNeverReserved() {
        receive(RELEASE, PLACED, PAID);

        assertThat(status()).isEqualTo(RELEASED);
        assertThat(sent).containsExactly(event(1, new StockReleased(ORDER, List.of())));
        assertStock("beans", 5, 0);
    }

    @Test
    void aShortOrderSaysThatItHoldsNothingWhenItIsReleased() {
        stock.with("pot", 0);
        receive(PLACED, PAID, RELEASE);

        assertThat(sent).extracting(OutgoingMessage::payload)
                .last()
                .isEqualTo(new StockReleased(ORDER, List.of()));
        assertThat(sent).extracting(OutgoingMessage::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void ordersAreReservedOneAfterAnotherAsLongAsTheStockLasts() {
        var orders = IntStream.range(0, 3).mapToObj(_ -> UUID.randomUUID()).toList();
        receive(orders.stream().map(id -> new OrderPlaced(id, List.of(new OrderPlaced.Line("beans", 2))))
                .toArray(ReceivedMessage[]::new));
        receive(orders.stream().map(PaymentCompleted::new).toArray(ReceivedMessage[]::new));

        assertThat(sent).extracting(OutgoingMessage::type).containsExactly("StockReserved", "StockReserved",
                "StockShort", "CancelPayment");
        assertStock("beans", 1, 4);
    }

    @Test
    void aMessageUnderTheKeyOfAnotherOrderIsRejected() {
        var message = IncomingMessage.of(UUID.randomUUID(), "order-events", UUID.randomUUID().toString(), Instant.EPOCH,
                PLACED);
        handlers.lock(List.of(message));

        assertThatExceptionOfType(RejectedMessageException.class).isThrownBy(() -> handlers.handle(message));
    }

    /** All sequences of up to five messages, whatever sense they make, over enough stock and over too little. */
    @ParameterizedTest
    @ValueSource(ints = {5, 0})
    void whateverComesTheStockIsWhereItBelongs(int pots) {
        for (var schedule : schedules()) {
            var run = new ReservationHandlersTest();
            run.stock.with("pot", pots);
            run.receive(schedule.toArray(ReceivedMessage[]::new));
            run.assertSound(schedule, pots);
        }
    }

    private static List<List<ReceivedMessage>> schedules() {
        List<List<ReceivedMessage>> all = new ArrayList<>();
        all.add(List.of());
        for (int i = 0; all.get(i).size() < 5; i++) {
            var shorter = all.get(i);
            for (ReceivedMessage next : List.of(PLACED, PAID, DECLINED, RELEASE)) {
                all.add(Stream.concat(shorter.stream(), Stream.of(next)).toList());
            }
        }
        return all.subList(1, all.size());
    }

    private void assertSound(List<ReceivedMessage> schedule, int pots) {
        var reserved = status() == RESERVED;
        assertStock("beans", reserved ? 2 : 5, reserved ? 3 : 0);
        assertStock("pot", reserved ? 4 : pots, reserved ? 1 : 0);
        var types = sent.stream().map(OutgoingMessage::type).toList();
        assertThat(types).as("%s", schedule).isIn(
                List.of(),
                List.of("StockReserved"),
                List.of("StockReserved", "StockReleased"),
                List.of("StockShort", "CancelPayment"),
                List.of("StockShort", "CancelPayment", "StockReleased"),
                List.of("StockReleased"));
        assertThat(types.contains("StockReleased")).as("%s", schedule)
                .isEqualTo(schedule.contains(RELEASE) && !silent(schedule));
        assertThat(sent).extracting(OutgoingMessage::sequence)
                .isEqualTo(LongStream.rangeClosed(1, sent.size()).boxed().toList());
    }

    /** Declined before anybody asked for a release: there is nobody to answer. */
    private static boolean silent(List<ReceivedMessage> schedule) {
        return schedule.stream().filter(message -> !message.equals(PLACED)).findFirst().filter(DECLINED::equals)
                .isPresent();
    }

    private void receive(ReceivedMessage... messages) {
        var incoming = Stream.of(messages)
                .map(message -> IncomingMessage.of(UUID.randomUUID(), "any", message.orderId().toString(),
                        Instant.EPOCH, message))
                .toList();
        handlers.lock(List.copyOf(incoming));
        incoming.forEach(handlers::handle);
    }

    private static OutgoingMessage event(long sequence, SentMessage message) {
        return OutgoingMessage.of("inventory-events", ORDER.toString(), sequence, message);
    }

    private ReservationStatus status() {
        return reservations.get(ORDER).status();
    }

    private void assertStock(String sku, long available, long reserved) {
        var item = stock.find(sku).orElseThrow();
        assertThat(List.of(item.available(), item.reserved())).as(sku).isEqualTo(List.of(available, reserved));
    }
}
