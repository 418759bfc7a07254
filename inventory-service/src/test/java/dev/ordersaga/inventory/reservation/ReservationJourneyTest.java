package dev.ordersaga.inventory.reservation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.node.ObjectNode;

import dev.ordersaga.inventory.ServiceTest;
import dev.ordersaga.testing.Contract;
import dev.ordersaga.testing.Outside.Sent;
import dev.ordersaga.testing.Outside;

/** From the record on the topic to the row in the outbox. */
@ServiceTest
class ReservationJourneyTest {

    @Autowired
    private Outside outside;
    @Autowired
    private JdbcTemplate jdbc;
    @LocalServerPort
    private int port;

    private RestTestClient http = RestTestClient.bindToServer().build();
    private final String sku = "beans-" + UUID.randomUUID();
    private final UUID order = UUID.randomUUID();

    @BeforeEach
    void takeIn() {
        http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
        http.post().uri("/stock/{sku}/deliveries", sku).contentType(MediaType.APPLICATION_JSON)
                .body("{\"quantity\":50}").exchange().expectStatus().isCreated();
    }

    @Test
    void aPaidOrderIsReserved() throws Exception {
        outside.send("order-events", order, "OrderPlaced", placed(order, 3)).flush();
        awaitStatus("AWAITING_PAYMENT");
        pay(order).flush();

        assertThat(awaitSaid(order, 1)).satisfiesExactly(sent -> assertSaid(sent, "inventory-events", 1,
                "StockReserved",
                "{\"orderId\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":3}]}".formatted(order, sku)));
        assertStock(47, 3);
        assertReservation("RESERVED", 3);
    }

    @Test
    void aPaymentThatOvertakesItsOrderWaitsForIt() throws Exception {
        pay(order).flush();
        awaitStatus("AWAITING_ORDER");
        outside.send("order-events", order, "OrderPlaced", placed(order, 3)).flush();

        assertThat(awaitSaid(order, 1)).extracting(Sent::type).containsExactly("StockReserved");
        assertStock(47, 3);
    }

    @Test
    void aShortOrderReservesNothingAndHasThePaymentCancelled() throws Exception {
        outside.send("order-events", order, "OrderPlaced", placed(order, 51)).flush();
        awaitStatus("AWAITING_PAYMENT");
        pay(order).flush();

        assertThat(awaitSaid(order, 2)).satisfiesExactly(
                sent -> assertSaid(sent, "inventory-events", 1, "StockShort",
                        "{\"orderId\":\"%s\",\"missing\":[{\"sku\":\"%s\",\"requested\":51,\"available\":50}]}"
                                .formatted(order, sku)),
                sent -> assertSaid(sent, "payment-commands", 2, "CancelPayment",
                        "{\"orderId\":\"%s\",\"reason\":\"OUT_OF_STOCK\"}".formatted(order)));
        assertStock(50, 0);
        assertReservation("SHORT", 51);
    }

    @Test
    void aReleasedReservationGoesBackToStockOnce() throws Exception {
        outside.send("order-events", order, "OrderPlaced", placed(order, 3)).flush();
        awaitStatus("AWAITING_PAYMENT");
        pay(order).flush();
        awaitSaid(order, 1);
        outside.send("inventory-commands", order, "ReleaseStock", outside.example("ReleaseStock", order))
                .send("inventory-commands", order, "ReleaseStock", outside.example("ReleaseStock-timeout", order))
                .flush();

        assertThat(awaitSaid(order, 2)).satisfiesExactly(
                sent -> assertThat(sent.type()).isEqualTo("StockReserved"),
                sent -> assertSaid(sent, "inventory-events", 2, "StockReleased",
                        "{\"orderId\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":3}]}".formatted(order, sku)));
        await().untilAsserted(() -> assertStock(50, 0));
        assertReservation("RELEASED", 3);
    }

    @Test
    void anOrderThatComesAfterItsReleaseIsNeverReserved() throws Exception {
        outside.send("inventory-commands", order, "ReleaseStock", outside.example("ReleaseStock", order)).flush();
        awaitSaid(order, 1);
        http.get().uri("/reservations/{id}", order).exchange().expectBody()
                .json("{\"orderId\":\"%s\",\"status\":\"RELEASED\",\"lines\":[]}".formatted(order),
                        JsonCompareMode.STRICT);

        var late = UUID.randomUUID();
        pay(order).send("order-events", order.toString(), "OrderPlaced", late, outside.bytes(placed(order, 3))).flush();

        await().until(() -> outside.hasHandled(late));
        assertThat(outside.said(order)).satisfiesExactly(sent -> assertSaid(sent, "inventory-events", 1,
                "StockReleased",
                "{\"orderId\":\"%s\",\"lines\":[]}".formatted(order)));
        assertStock(50, 0);
    }

    @Test
    void aDeclinedOrderIsDroppedWithoutAWord() throws Exception {
        outside.send("order-events", order, "OrderPlaced", placed(order, 3)).flush();
        awaitStatus("AWAITING_PAYMENT");
        outside.send("payment-events", order, "PaymentDeclined", outside.example("PaymentDeclined", order)).flush();

        awaitStatus("RELEASED");
        assertThat(outside.said(order)).isEmpty();
        assertStock(50, 0);
    }

    @Test
    void poisonAmongTheOrdersIsParkedAndEveryOtherOrderIsReservedOnce() throws Exception {
        var orders = new ArrayList<UUID>();
        var poisoned = new ArrayList<UUID>();
        for (int i = 0; i < 40; i++) {
            var id = UUID.randomUUID();
            orders.add(id);
            pay(id).send("order-events", id, "OrderPlaced", placed(id, 1));
            var order = UUID.randomUUID(); // of its own: what comes after poison of the same order waits
            poisoned.add(order);
            switch (i) {
                case 5 -> outside.send("order-events", order.toString(), "OrderPlaced", UUID.randomUUID(),
                        "no json".getBytes(UTF_8));
                case 10 -> outside.send("order-events", order, "OrderPlaced", placed(order, 0));
                case 15 -> outside.send("order-events", order, "OrderPlaced", placed(order, 10_001));
                case 20 -> outside.send("order-events", order, "OrderPlaced", placed(UUID.randomUUID(), 1));
                case 25 -> outside.send("order-events", order, "OrderPlaced", placed(order, 1).without("lines"));
                case 30 -> outside.send("order-events", order.toString(), "OrderPlaced", UUID.randomUUID(), null);
                case 35 -> {
                    outside.send("payment-events", order, "PaymentCancelled",
                            outside.example("PaymentCancelled", order));
                    poisoned.remove(order);
                }
                default -> poisoned.remove(order);
            }
        }
        outside.flush();

        orders.forEach(id -> assertThat(awaitSaid(id, 1)).singleElement()
                .extracting(Sent::type).isEqualTo("StockReserved"));
        assertThat(poisoned).hasSize(6).allSatisfy(id -> assertThat(awaitSaid(id, 1)).singleElement()
                .extracting(Sent::topic).isEqualTo("order-events.dlt"));
        assertStock(10, 40);
        assertThat(jdbc.queryForList("select count(*) from reservation where status = 'NONE'", Long.class).getFirst())
                .isZero();
    }

    @Test
    void aReservationThatNobodyKnowsIsNotFound() {
        for (var id : List.of(order.toString(), "no-uuid", "1")) {
            http.get().uri("/reservations/{id}", id).exchange().expectStatus().isNotFound()
                    .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
    }

    private ObjectNode placed(UUID orderId, int quantity) {
        var placed = outside.example("OrderPlaced", orderId);
        ((ObjectNode) placed.get("lines").get(0)).put("sku", sku).put("quantity", quantity);
        return placed;
    }

    private Outside pay(UUID orderId) {
        return outside.send("payment-events", orderId, "PaymentCompleted",
                outside.example("PaymentCompleted", orderId));
    }

    private List<Sent> awaitSaid(UUID orderId, int messages) {
        return await().until(() -> outside.said(orderId), said -> said.size() >= messages);
    }

    private void awaitStatus(String status) {
        await().until(() -> jdbc.queryForList("select status from reservation where order_id = ?",
                String.class, order), List.of(status)::equals);
    }

    private void assertSaid(Sent sent, String topic, long sequence, String type, String payload) {
        assertThat(sent).isEqualTo(new Sent(topic, type, sequence, outside.json(payload)));
        Contract.assertValid(type, sent.payload());
    }

    private void assertReservation(String status, int quantity) {
        http.get().uri("/reservations/{id}", order).exchange().expectStatus().isOk().expectBody()
                .json("{\"orderId\":\"%s\",\"status\":\"%s\",\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}"
                        .formatted(order, status, sku, quantity), JsonCompareMode.STRICT);
    }

    private void assertStock(long available, long reserved) {
        assertThat(jdbc.queryForMap("select available, reserved from stock where sku = ?", sku).values())
                .containsExactly(available, reserved);
    }
}
