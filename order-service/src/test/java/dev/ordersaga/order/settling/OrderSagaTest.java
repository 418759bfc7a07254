package dev.ordersaga.order.settling;

import static dev.ordersaga.order.order.CancellationReason.CUSTOMER_REQUEST;
import static dev.ordersaga.order.order.CancellationReason.OUT_OF_STOCK;
import static dev.ordersaga.order.order.CancellationReason.PAYMENT_DECLINED;
import static dev.ordersaga.order.order.CancellationReason.TIMEOUT;
import static dev.ordersaga.order.settling.OrderSaga.THIS_SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.ordersaga.order.SettableClock;
import dev.ordersaga.order.order.InMemoryOrders;
import dev.ordersaga.order.order.InventoryCommand.ReleaseStock;
import dev.ordersaga.order.order.Order;
import dev.ordersaga.order.order.OrderEvent.OrderCancelled;
import dev.ordersaga.order.order.OrderEvent.OrderConfirmed;
import dev.ordersaga.order.order.OrderLine;
import dev.ordersaga.order.order.OrderOutbox;
import dev.ordersaga.order.order.OrderState.Cancelled;
import dev.ordersaga.order.order.OrderState.Confirmed;
import dev.ordersaga.order.order.OrderStep;
import dev.ordersaga.order.order.PaymentCommand.CancelPayment;
import dev.ordersaga.order.settling.InventoryEvent.StockReleased;
import dev.ordersaga.order.settling.InventoryEvent.StockReserved;
import dev.ordersaga.order.settling.InventoryEvent.StockShort;
import dev.ordersaga.order.settling.OwnInput.CancellationRequested;
import dev.ordersaga.order.settling.OwnInput.DeadlinePassed;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCancelled;
import dev.ordersaga.order.settling.PaymentEvent.PaymentCompleted;
import dev.ordersaga.order.settling.PaymentEvent.PaymentDeclined;
import dev.ordersaga.outbox.OutgoingMessage;

/** Whole journeys, with all that is sent and all that is written into the order's history. */
class OrderSagaTest {

    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    private static final UUID ID = UUID.fromString("0198f5a0-0000-7000-8000-000000000001");
    private static final String KEY = ID.toString();

    private final InMemoryOrders orders = new InMemoryOrders();
    private final List<OutgoingMessage> sent = new ArrayList<>();
    private final OrderSaga saga = new OrderSaga(orders, new OrderOutbox(sent::add),
            SettableClock.standingStillAt(NOON));
    private final Order order = new Order(ID, "alice", List.of(new OrderLine("beans", 2, BigDecimal.TEN)),
            Currency.getInstance("EUR"), NOON, NOON.plus(Duration.ofMinutes(5)));

    @Test
    void isConfirmed() {
        payment(new PaymentCompleted(ID));
        inventory(new StockReserved(ID));

        assertThat(order.state()).isEqualTo(new Confirmed());
        assertThat(sent).containsExactly(
                new OutgoingMessage("order-events", KEY, 1, "OrderConfirmed", new OrderConfirmed(ID, "alice")));
        assertThat(history()).containsExactly("1 PaymentCompleted/payment-service", "2 StockReserved/inventory-service",
                "3 OrderConfirmed/order-service");
    }

    @Test
    void isCancelledWhenThePaymentIsDeclined() {
        payment(new PaymentDeclined(ID));

        assertThat(order.state()).isEqualTo(new Cancelled(PAYMENT_DECLINED));
        assertThat(sent).containsExactly(cancelled(1, new OrderCancelled(ID, "alice", PAYMENT_DECLINED)));
        assertThat(history()).containsExactly("1 PaymentDeclined/payment-service", "2 OrderCancelled/order-service");
    }

    @Test
    void isCancelledWhenStockIsShortOnceTheMoneyIsBack() {
        payment(new PaymentCompleted(ID));
        inventory(new StockShort(ID));
        assertThat(sent).isEmpty();
        payment(new PaymentCancelled(ID));

        assertThat(order.state()).isEqualTo(new Cancelled(OUT_OF_STOCK));
        assertThat(sent).containsExactly(cancelled(1, new OrderCancelled(ID, "alice", OUT_OF_STOCK)));
    }

    @Test
    void isCancelledWhenStockIsShortAlsoIfTheMoneyIsBackBeforeThatIsKnown() {
        payment(new PaymentCancelled(ID));
        payment(new PaymentCompleted(ID));
        assertThat(sent).isEmpty();
        inventory(new StockShort(ID));

        assertThat(order.state()).isEqualTo(new Cancelled(OUT_OF_STOCK));
        assertThat(sent).containsExactly(cancelled(1, new OrderCancelled(ID, "alice", OUT_OF_STOCK)));
    }

    @Test
    void isCancelledByItsCustomerAfterConfirmation() {
        payment(new PaymentCompleted(ID));
        inventory(new StockReserved(ID));
        own(new CancellationRequested(ID));
        own(new CancellationRequested(ID));
        inventory(new StockReleased(ID));
        payment(new PaymentCancelled(ID));
        own(new CancellationRequested(ID));

        assertThat(order.state()).isEqualTo(new Cancelled(CUSTOMER_REQUEST));
        assertThat(sent).containsExactly(
                new OutgoingMessage("order-events", KEY, 1, "OrderConfirmed", new OrderConfirmed(ID, "alice")),
                new OutgoingMessage("payment-commands", KEY, 2, "CancelPayment",
                        new CancelPayment(ID, CUSTOMER_REQUEST)),
                new OutgoingMessage("inventory-commands", KEY, 3, "ReleaseStock",
                        new ReleaseStock(ID, CUSTOMER_REQUEST)),
                cancelled(4, new OrderCancelled(ID, "alice", CUSTOMER_REQUEST)));
        assertThat(history()).containsExactly("1 PaymentCompleted/payment-service", "2 StockReserved/inventory-service",
                "3 OrderConfirmed/order-service", "4 CancellationRequested/order-service",
                "5 StockReleased/inventory-service", "6 PaymentCancelled/payment-service",
                "7 OrderCancelled/order-service");
    }

    @Test
    void isGivenUpAndWhatSucceedsTooLateIsUndone() {
        own(new DeadlinePassed(ID));
        payment(new PaymentCompleted(ID));
        inventory(new StockReserved(ID));
        payment(new PaymentCancelled(ID));
        inventory(new StockReleased(ID));

        assertThat(order.state()).isEqualTo(new Cancelled(TIMEOUT));
        assertThat(sent).containsExactly(
                new OutgoingMessage("payment-commands", KEY, 1, "CancelPayment", new CancelPayment(ID, TIMEOUT)),
                new OutgoingMessage("inventory-commands", KEY, 2, "ReleaseStock", new ReleaseStock(ID, TIMEOUT)),
                cancelled(3, new OrderCancelled(ID, "alice", TIMEOUT)));
    }

    @Test
    void doesNotWaitForStockThatIsNeverReservedBecauseNothingWasPaid() {
        own(new CancellationRequested(ID));
        payment(new PaymentDeclined(ID));

        assertThat(order.state()).isEqualTo(new Cancelled(CUSTOMER_REQUEST));
        assertThat(sent).last().isEqualTo(cancelled(3, new OrderCancelled(ID, "alice", CUSTOMER_REQUEST)));
    }

    private void payment(PaymentEvent event) {
        saga.react(order, event, "payment-service");
    }

    private void inventory(InventoryEvent event) {
        saga.react(order, event, "inventory-service");
    }

    private void own(OwnInput input) {
        saga.react(order, input, THIS_SERVICE);
    }

    private static OutgoingMessage cancelled(long sequence, OrderCancelled event) {
        return new OutgoingMessage("order-events", KEY, sequence, "OrderCancelled", event);
    }

    private List<String> history() {
        assertThat(orders.steps()).extracting(OrderStep::at).containsOnly(NOON);
        return orders.steps().stream().map(step -> step.position() + " " + step.type() + "/" + step.source()).toList();
    }
}
