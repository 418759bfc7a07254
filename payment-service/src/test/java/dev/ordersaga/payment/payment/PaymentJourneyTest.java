package dev.ordersaga.payment.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.node.ObjectNode;

import dev.ordersaga.payment.ServiceTest;
import dev.ordersaga.testing.Contract;
import dev.ordersaga.testing.Outside.Sent;
import dev.ordersaga.testing.Outside;

/** From the record on the topic to the row in the outbox. */
@ServiceTest
class PaymentJourneyTest {

    @Autowired
    private Outside outside;
    @Autowired
    private JdbcTemplate jdbc;
    @LocalServerPort
    private int port;

    private RestTestClient http = RestTestClient.bindToServer().build();
    private final String customer = "alice-" + UUID.randomUUID();
    private final UUID order = UUID.randomUUID();

    @BeforeEach
    void payIn() {
        http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
        http.post().uri("/accounts/{id}/deposits", customer).contentType(MediaType.APPLICATION_JSON)
                .body("{\"amount\":{\"amount\":\"100.00\",\"currency\":\"EUR\"}}").exchange().expectStatus()
                .isCreated();
    }

    @Test
    void anOrderIsPaid() throws Exception {
        outside.send("order-events", order, "OrderPlaced", placed(order, "37.80")).flush();

        assertThat(awaitSaid(order, 1)).satisfiesExactly(sent -> assertSaid(sent, 1, "PaymentCompleted", """
                {"orderId":"%s","customerId":"%s","amount":{"amount":"37.80","currency":"EUR"}}"""
                .formatted(order, customer)));
        assertThat(balance()).isEqualByComparingTo("62.20");
        assertPayment(
                "{\"orderId\":\"%s\",\"amount\":{\"amount\":\"37.80\",\"currency\":\"EUR\"},\"status\":\"COMPLETED\"}");
    }

    @ParameterizedTest
    @CsvSource({"100.01,EUR,alice,INSUFFICIENT_FUNDS", "10,JPY,alice,CURRENCY_MISMATCH",
            "10.00,EUR,nobody,NO_SUCH_ACCOUNT"})
    void anOrderThatCannotBePaidIsDeclined(String total, String currency, String who, String reason) throws Exception {
        var placed = placed(order, total);
        ((ObjectNode) placed.get("total")).put("currency", currency);
        if (who.equals("nobody")) {
            placed.put("customerId", "nobody");
        }
        outside.send("order-events", order, "OrderPlaced", placed).flush();

        assertThat(awaitSaid(order, 1)).satisfiesExactly(sent -> assertSaid(sent, 1, "PaymentDeclined", """
                {"orderId":"%s","customerId":"%s","reason":"%s"}"""
                .formatted(order, placed.get("customerId").asString(), reason)));
        assertThat(balance()).isEqualByComparingTo("100.00");
    }

    @Test
    void aCancelledPaymentIsGivenBackOnce() throws Exception {
        outside.send("order-events", order, "OrderPlaced", placed(order, "37.80")).flush();
        awaitSaid(order, 1);
        outside.send("payment-commands", order, "CancelPayment", outside.example("CancelPayment", order))
                .send("payment-commands", order, "CancelPayment", outside.example("CancelPayment-timeout", order))
                .flush();

        assertThat(awaitSaid(order, 2)).satisfiesExactly(
                sent -> assertThat(sent.type()).isEqualTo("PaymentCompleted"),
                sent -> assertSaid(sent, 2, "PaymentCancelled",
                        "{\"orderId\":\"%s\",\"amount\":{\"amount\":\"37.80\",\"currency\":\"EUR\"}}".formatted(
                                order)));
        await().untilAsserted(() -> assertThat(balance()).isEqualByComparingTo("100.00"));
        assertPayment(
                "{\"orderId\":\"%s\",\"amount\":{\"amount\":\"37.80\",\"currency\":\"EUR\"},\"status\":\"CANCELLED\"}");
    }

    @Test
    void anOrderThatComesAfterItsCancellationIsNeverCharged() throws Exception {
        outside.send("payment-commands", order, "CancelPayment", outside.example("CancelPayment", order)).flush();
        awaitSaid(order, 1);
        assertPayment("{\"orderId\":\"%s\",\"status\":\"CANCELLED\"}");

        var late = UUID.randomUUID();
        outside.send("order-events", order.toString(), "OrderPlaced", late, outside.bytes(placed(order, "37.80")))
                .flush();

        await().until(() -> outside.hasHandled(late));
        assertThat(outside.said(order)).satisfiesExactly(
                sent -> assertSaid(sent, 1, "PaymentCancelled", "{\"orderId\":\"%s\"}".formatted(order)));
        assertThat(balance()).isEqualByComparingTo("100.00");
    }

    @Test
    void poisonAmongTheOrdersIsParkedAndEveryOtherOrderIsPaidOnce() throws Exception {
        var orders = new ArrayList<UUID>();
        var poisoned = new ArrayList<UUID>();
        for (int i = 0; i < 40; i++) {
            var id = UUID.randomUUID();
            orders.add(id);
            outside.send("order-events", id, "OrderPlaced", placed(id, "1.00"));
            var order = UUID.randomUUID(); // of its own: what comes after poison of the same order waits
            poisoned.add(order);
            switch (i) {
                case 5 -> outside.send("order-events", order.toString(), "OrderPlaced", UUID.randomUUID(),
                        "no json".getBytes(UTF_8));
                case 10 -> outside.send("order-events", order, "OrderPlaced", placed(order, "-1.00"));
                case 15 -> outside.send("order-events", order, "OrderPlaced", placed(order, "1e999999999"));
                case 20 -> outside.send("order-events", order, "OrderPlaced", placed(UUID.randomUUID(), "1.00"));
                case 25 -> outside.send("order-events", order, "OrderPlaced", placed(order, "1.00").without("total"));
                case 30 -> outside.send("order-events", order.toString(), "OrderPlaced", UUID.randomUUID(), null);
                case 35 -> {
                    outside.send("order-events", order, "OrderMislaid", placed(order, "1.00"));
                    poisoned.remove(order);
                }
                default -> poisoned.remove(order);
            }
        }
        outside.flush();

        orders.forEach(id -> assertThat(awaitSaid(id, 1)).singleElement()
                .extracting(Sent::type).isEqualTo("PaymentCompleted"));
        assertThat(poisoned).hasSize(6).allSatisfy(id -> assertThat(awaitSaid(id, 1)).singleElement()
                .extracting(Sent::topic).isEqualTo("order-events.dlt"));
        assertThat(balance()).isEqualByComparingTo("60.00");
        assertThat(jdbc.queryForList("select count(*) from payment where status = 'NONE'", Long.class).getFirst())
                .isZero();
    }

    @Test
    void aPaymentThatNobodyKnowsIsNotFound() {
        for (var id : List.of(order.toString(), "no-uuid", "1")) {
            http.get().uri("/payments/{id}", id).exchange().expectStatus().isNotFound()
                    .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
    }

    private ObjectNode placed(UUID orderId, String total) {
        var placed = outside.example("OrderPlaced", orderId).put("customerId", customer);
        ((ObjectNode) placed.get("total")).put("amount", total);
        return placed;
    }

    private List<Sent> awaitSaid(UUID orderId, int messages) {
        return await().until(() -> outside.said(orderId), said -> said.size() >= messages);
    }

    private void assertSaid(Sent sent, long sequence, String type, String payload) {
        assertThat(sent).isEqualTo(new Sent("payment-events", type, sequence, outside.json(payload)));
        Contract.assertValid(type, sent.payload());
    }

    private void assertPayment(String expected) {
        http.get().uri("/payments/{id}", order).exchange().expectStatus().isOk()
                .expectBody().json(expected.formatted(order), JsonCompareMode.STRICT);
    }

    private BigDecimal balance() {
        return jdbc.queryForList("select balance from account where customer_id = ?", BigDecimal.class, customer)
                .getFirst();
    }
}
