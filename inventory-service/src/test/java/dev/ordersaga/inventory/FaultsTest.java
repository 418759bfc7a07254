package dev.ordersaga.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.node.ObjectNode;

import dev.ordersaga.testing.Infrastructure;
import dev.ordersaga.testing.Outside.Sent;
import dev.ordersaga.testing.Outside;

@ServiceTest
class FaultsTest {

    @Autowired
    private Outside outside;
    @LocalServerPort
    private int port;

    private RestTestClient http = RestTestClient.bindToServer().build();
    private final String sku = "beans-" + UUID.randomUUID();
    private final UUID order = UUID.randomUUID();

    @BeforeEach
    void takeIn() {
        http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
        deliver().expectStatus().isCreated();
        awaitReady();
    }

    @Test
    void whileTheDatabaseIsAwayRequestsAreToldToComeBackAndOrdersWait() throws Exception {
        Infrastructure.postgres().kill();
        try {
            placedAndPaid();
            deliver().expectStatus().isEqualTo(503).expectHeader().exists("Retry-After")
                    .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
            http.get().uri("/reservations/{id}", order).exchange().expectStatus().isEqualTo(503);
            http.get().uri("/actuator/health/readiness").exchange().expectStatus().isEqualTo(503);
            http.get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
        } finally {
            Infrastructure.postgres().restart();
        }

        awaitReady();
        awaitReserved();
        deliver().expectStatus().isOk();
    }

    @Test
    void whileTheBrokerIsAwayRequestsAreServedAndHealthTellsTheTruth() throws Exception {
        Infrastructure.kafka().stop();
        try {
            http.get().uri("/actuator/health/readiness").exchange().expectStatus().isEqualTo(503);
            http.get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
            deliver().expectStatus().isOk();
        } finally {
            Infrastructure.kafka().restart();
        }

        awaitReady();
        placedAndPaid();
        awaitReserved();
    }

    private ResponseSpec deliver() {
        return http.post().uri("/stock/{id}/deliveries", sku).contentType(MediaType.APPLICATION_JSON)
                .body("{\"quantity\":50}").exchange();
    }

    private void placedAndPaid() throws Exception {
        var placed = outside.example("OrderPlaced", order);
        ((ObjectNode) placed.get("lines").get(0)).put("sku", sku);
        outside.send("payment-events", order, "PaymentCompleted", outside.example("PaymentCompleted", order))
                .send("order-events", order, "OrderPlaced", placed).flush();
    }

    private void awaitReserved() {
        await().ignoreExceptions().untilAsserted(() -> assertThat(outside.said(order))
                .extracting(Sent::type).containsExactly("StockReserved"));
    }

    private void awaitReady() {
        await().untilAsserted(
                () -> http.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
    }
}
