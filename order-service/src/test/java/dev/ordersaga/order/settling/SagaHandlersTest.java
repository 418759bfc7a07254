package dev.ordersaga.order.settling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.ordersaga.order.SettableClock;
import dev.ordersaga.order.order.InMemoryOrders;
import dev.ordersaga.order.order.Order;
import dev.ordersaga.order.order.OrderLine;
import dev.ordersaga.order.order.OrderOutbox;
import dev.ordersaga.order.order.OrderStatus;
import dev.ordersaga.order.settling.InventoryEvent.StockReserved;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCompleted;
import dev.ordersaga.outbox.IncomingMessage;
import dev.ordersaga.outbox.OutgoingMessage;
import dev.ordersaga.outbox.RejectedMessageException;

class SagaHandlersTest {

    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

    private final UUID id = UUID.fromString("0198f5a0-0000-7000-8000-000000000001");
    private final InMemoryOrders orders = new InMemoryOrders();
    private final List<OutgoingMessage> sent = new ArrayList<>();
    private final AtomicInteger unknown = new AtomicInteger();
    private final SagaHandlers handlers = new SagaHandlers(orders,
            new OrderSaga(orders, new OrderOutbox(sent::add), SettableClock.standingStillAt(NOON)),
            unknown::incrementAndGet);

    @BeforeEach
    void place() {
        orders.put(new Order(id, "alice", List.of(new OrderLine("beans", 1, BigDecimal.TEN)),
                Currency.getInstance("EUR"), NOON, NOON));
    }

    @Test
    void bringAMessageToItsOrder() {
        handlers.handle(message("/inventory-service", id.toString(), new StockReserved(id)));

        assertThat(orders.find(id).orElseThrow().status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(sent).extracting(OutgoingMessage::type).containsExactly("OrderConfirmed");
    }

    @Test
    void countAndIgnoreWhatIsAboutAnOrderThatNobodyKnows() {
        var other = UUID.fromString("0198f5a0-0000-7000-8000-000000000002");

        handlers.handle(message("/inventory-service", other.toString(), new StockReserved(other)));

        assertThat(unknown).hasValue(1);
        assertThat(sent).isEmpty();
    }

    @Test
    void rejectAMessageUnderTheKeyOfAnotherOrder() {
        assertThatExceptionOfType(RejectedMessageException.class)
                .isThrownBy(() -> handlers.handle(message("/payment-service", "other", new PaymentCompleted(id))));
    }

    @ParameterizedTest
    @CsvSource({"/payment-service,payment-service", "payment-service,payment-service", "//evil,unknown",
            "https://pay.example/v1,https://pay.example/v1", "'',unknown", "/,unknown"})
    void nameTheServiceThatHasToldIt(String source, String name) {
        handlers.handle(message(source, id.toString(), new PaymentCompleted(id)));

        assertThat(orders.steps()).singleElement().satisfies(step -> assertThat(step.source()).isEqualTo(name));
    }

    private static <T extends SagaInput> IncomingMessage<T> message(String source, String key, T payload) {
        return new IncomingMessage<>(UUID.randomUUID(), "topic", key, 1, payload.getClass().getSimpleName(), source,
                NOON, "journey", payload);
    }
}
