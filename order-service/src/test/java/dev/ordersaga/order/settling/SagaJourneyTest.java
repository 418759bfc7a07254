package dev.ordersaga.order.settling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import io.micrometer.core.instrument.MeterRegistry;

import dev.ordersaga.order.ServiceTest;
import dev.ordersaga.order.Shop;
import dev.ordersaga.testing.Contract;
import dev.ordersaga.testing.Outside.Sent;
import dev.ordersaga.testing.Outside;

/** From the record on the topic to the rows of the order and of the outbox. */
@ServiceTest
class SagaJourneyTest {

    private static final String PAYMENTS = "payment-events";
    private static final String INVENTORY = "inventory-events";

    @Autowired
    private Outside outside;
    @Autowired
    private Shop shop;
    @Autowired
    private MeterRegistry meters;

    @Test
    void anOrderIsConfirmed() throws Exception {
        var order = shop.placed("alice");
        say(order, "PaymentCompleted", "StockReserved");

        awaitStatus(order, "CONFIRMED");
        assertThat(types(outside.said(order))).containsExactly("OrderPlaced", "OrderConfirmed");
        assertSentAsAgreed(order);
        await().untilAsserted(() -> assertThat(steps(order)) // the topics have no order between them
                .startsWith("OrderPlaced/order-service")
                .containsSubsequence("StockReserved/test", "OrderConfirmed/order-service")
                .contains("PaymentCompleted/test")
                .hasSize(4));
    }

    @Test
    void anOrderIsCancelledWhenItIsNotPaid() throws Exception {
        var order = shop.placed("alice");
        say(order, "PaymentDeclined");

        awaitStatus(order, "CANCELLED");
        assertThat(shop.see(order).get("reason").asString()).isEqualTo("PAYMENT_DECLINED");
        assertThat(types(outside.said(order))).containsExactly("OrderPlaced", "OrderCancelled");
        assertSentAsAgreed(order);
    }

    @Test
    void anOrderIsCancelledWhenStockIsShort() throws Exception {
        var order = shop.placed("alice");
        say(order, "PaymentCompleted", "StockShort");
        awaitStatus(order, "CANCELLING");
        say(order, "PaymentCancelled");

        awaitStatus(order, "CANCELLED");
        assertThat(shop.see(order).get("reason").asString()).isEqualTo("OUT_OF_STOCK");
        assertSentAsAgreed(order);
    }

    @Test
    void aConfirmedOrderIsUndone() throws Exception {
        var order = shop.placed("alice");
        say(order, "PaymentCompleted", "StockReserved");
        awaitStatus(order, "CONFIRMED");
        shop.cancel(order).expectStatus().isAccepted();
        say(order, "PaymentCancelled", "StockReleased");

        awaitStatus(order, "CANCELLED");
        assertThat(types(outside.said(order))).containsExactly("OrderPlaced", "OrderConfirmed", "CancelPayment",
                "ReleaseStock", "OrderCancelled");
        assertSentAsAgreed(order);
    }

    @Test
    void aBatchOfManyOrdersInAnyOrderSettles() throws Exception {
        var sku = shop.newProduct("18.90", "EUR");
        var orders = new ArrayList<UUID>();
        for (int i = 0; i < 200; i++) {
            orders.add(shop.placed("alice", sku));
        }
        for (var order : orders) {
            send(order, "StockReserved");
        }
        for (var order : orders.reversed()) {
            send(order, "PaymentCompleted");
            send(order, "PaymentCompleted");
        }
        outside.flush();

        for (var order : orders) {
            awaitStatus(order, "CONFIRMED");
            assertThat(types(outside.said(order))).containsExactly("OrderPlaced", "OrderConfirmed");
        }
    }

    @Test
    void whatIsSaidTwiceTakesEffectOnce() throws Exception {
        var order = shop.placed("alice");
        var id = UUID.randomUUID();
        var payload = outside.bytes(outside.example("StockReserved", order));
        outside.send(INVENTORY, order.toString(), "StockReserved", id, payload)
                .send(INVENTORY, order.toString(), "StockReserved", id, payload).flush();
        awaitStatus(order, "CONFIRMED");
        var last = UUID.randomUUID();
        outside.send(INVENTORY, order.toString(), "StockReserved", last, payload).flush();
        awaitHandled(last);

        assertThat(types(outside.said(order))).containsExactly("OrderPlaced", "OrderConfirmed");
    }

    @Test
    void aMessageAboutAnOrderThatNobodyKnowsIsIgnoredAndCounted() throws Exception {
        var nobodys = UUID.randomUUID();
        var before = meters.get("orders.messages.unknown").counter().count();
        var id = UUID.randomUUID();
        outside.send(PAYMENTS, nobodys.toString(), "PaymentCompleted", id,
                outside.bytes(outside.example("PaymentCompleted", nobodys))).flush();

        awaitHandled(id);
        assertThat(meters.get("orders.messages.unknown").counter().count()).isGreaterThan(before);
        assertThat(outside.said(nobodys)).isEmpty();
    }

    @Test
    void whatCannotBeReadIsParkedAndTheNextIsHandled() throws Exception {
        var order = shop.placed("alice");
        var poisoned = new ArrayList<UUID>();
        for (var value : List.of("{", "{}", "null", "{\"orderId\":\"x\"}",
                "{\"orderId\":\"%s\"}".formatted(UUID.randomUUID()))) {
            var id = UUID.randomUUID();
            poisoned.add(id);
            outside.send(INVENTORY, id.toString(), "StockReserved", UUID.randomUUID(), value.getBytes(UTF_8));
        }
        outside.send(INVENTORY, order.toString(), "NobodyKnows", UUID.randomUUID(), "?".getBytes(UTF_8));
        say(order, "StockReserved");

        awaitStatus(order, "CONFIRMED");
        assertThat(poisoned).allSatisfy(id -> await().untilAsserted(
                () -> assertThat(outside.said(id)).extracting(Sent::topic).containsExactly(INVENTORY + ".dlt")));
    }

    private void say(UUID order, String... types) throws Exception {
        for (var type : types) {
            send(order, type);
        }
        outside.flush();
    }

    private void send(UUID order, String type) {
        outside.send(type.startsWith("Payment") ? PAYMENTS : INVENTORY, order, type, outside.example(type, order));
    }

    private void awaitStatus(UUID order, String status) {
        await().untilAsserted(
                () -> assertThat(shop.see(order).get("status").asString()).isEqualTo(status));
    }

    private void awaitHandled(UUID message) {
        await().until(() -> outside.hasHandled(message));
    }

    private void assertSentAsAgreed(UUID order) {
        var said = outside.said(order);
        said.forEach(sent -> Contract.assertValid(sent.type(), sent.payload()));
        for (int i = 0; i < said.size(); i++) {
            assertThat(said.get(i).sequence()).isEqualTo(i + 1);
        }
    }

    private static List<String> types(List<Sent> said) {
        return said.stream().map(Sent::type).toList();
    }

    private List<String> steps(UUID order) {
        return shop.see(order).get("steps").valueStream()
                .map((JsonNode step) -> step.get("type").asString() + "/" + step.get("source").asString())
                .toList();
    }
}
