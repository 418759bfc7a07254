package dev.ordersaga.payment;

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
    private final String customer = "alice-" + UUID.randomUUID();
    private final UUID order = UUID.randomUUID();

    @BeforeEach
    void payIn() {
        http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
        deposit().expectStatus().isCreated();
        awaitReady();
    }

    @Test
    void whileTheDatabaseIsAwayRequestsAreToldToComeBackAndOrdersWait() throws Exception {
        Infrastructure.postgres().kill();
        try {
            placed();
            deposit().expectStatus().isEqualTo(503).expectHeader().exists("Retry-After")
                    .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
            http.get().uri("/payments/{id}", order).exchange().expectStatus().isEqualTo(503);
            http.get().uri("/actuator/health/readiness").exchange().expectStatus().isEqualTo(503);
            http.get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
        } finally {
            Infrastructure.postgres().restart();
        }

        awaitReady();
        awaitPaid();
        deposit().expectStatus().isOk();
    }

    @Test
    void whileTheBrokerIsAwayRequestsAreServedAndHealthTellsTheTruth() throws Exception {
        Infrastructure.kafka().stop();
        try {
            http.get().uri("/actuator/health/readiness").exchange().expectStatus().isEqualTo(503);
            http.get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
            deposit().expectStatus().isOk();
        } finally {
            Infrastructure.kafka().restart();
        }

        awaitReady();
        placed();
        awaitPaid();
    }

    private ResponseSpec deposit() {
        return http.post().uri("/accounts/{id}/deposits", customer).contentType(MediaType.APPLICATION_JSON)
                .body("{\"amount\":{\"amount\":\"100.00\",\"currency\":\"EUR\"}}").exchange();
    }

    private void placed() throws Exception {
        outside.send("order-events", order, "OrderPlaced",
                outside.example("OrderPlaced", order).put("customerId", customer)).flush();
    }

    private void awaitPaid() {
        await().ignoreExceptions().untilAsserted(() -> assertThat(outside.said(order))
                .extracting(Sent::type).containsExactly("PaymentCompleted"));
    }

    private void awaitReady() {
        await().untilAsserted(
                () -> http.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
    }
}
