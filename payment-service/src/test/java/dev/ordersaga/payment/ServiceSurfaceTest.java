package dev.ordersaga.payment;

import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class ServiceSurfaceTest {

    @LocalServerPort
    private int port;
    private RestTestClient http = RestTestClient.bindToServer().build();

    @BeforeEach
    void connect() {
        http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    @Test
    void itIsReadyOnceDatabaseAndBrokerAnswer() {
        await().untilAsserted(
                () -> http.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
        http.get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
    }

    @Test
    void itsApiIsDescribed() {
        http.get().uri("/v3/api-docs").exchange().expectStatus().isOk().expectBody()
                .jsonPath("$.paths['/accounts/{customerId}'].get").exists()
                .jsonPath("$.paths['/accounts/{customerId}/deposits'].post").exists()
                .jsonPath("$.paths['/payments/{orderId}'].get").exists()
                .jsonPath("$.components.schemas.Money.properties.amount.type").isEqualTo("string")
                .jsonPath("$.components.schemas.Money.properties.currency.type").isEqualTo("string");
    }
}
