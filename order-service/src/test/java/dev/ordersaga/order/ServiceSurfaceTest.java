package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.function.Supplier;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ordersaga.testing.Infrastructure;

@ServiceTest
class ServiceSurfaceTest {

    @Autowired
    private Shop shop;

    @Test
    void itIsReadyOnceDatabaseAndBrokerAnswer() {
        await().untilAsserted(
                () -> shop.http().get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
        shop.http().get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
    }

    @Test
    void itsApiIsDescribed() {
        var api = shop.body(shop.http().get().uri("/v3/api-docs").exchange().expectStatus().isOk());

        assertThat(api.at("/paths").propertyNames()).containsExactlyInAnyOrder("/orders", "/orders/{id}",
                "/orders/{id}/cancellation", "/products", "/products/{sku}");
        var placing = api.at("/paths/~1orders/post");
        assertThat(placing.at("/parameters/0/name").asString()).isEqualTo("Idempotency-Key");
        assertThat(placing.at("/responses").propertyNames()).contains("202", "400", "409", "413", "415", "422", "503");
        assertThat(placing.at("/responses/202/headers/Location").isObject()).isTrue();
        assertThat(placing.at("/responses/202/content/application~1json/schema/$ref").asString())
                .isEqualTo("#/components/schemas/Order");
        assertThat(api.at("/components/schemas").propertyNames()).contains("Problem", "OrderLine", "OrderRequestLine",
                "OrderPage", "ProductPage", "Money");
        assertThat(api.at("/components/schemas/Money/properties/amount/type").asString()).isEqualTo("string");
        assertThat(api.at("/components/schemas/Money/properties/currency/type").asString()).isEqualTo("string");
    }

    @Test
    void whileTheDatabaseIsAwayItSaysSoAndThenGoesOn() {
        var order = shop.placed("alice");
        var sku = shop.newProduct("1", "EUR");
        Infrastructure.postgres().stop();
        try {
            assertUnavailable(() -> shop.place(Shop.order("alice", sku, 1), "key-" + sku));
            assertUnavailable(() -> shop.cancel(order));
            assertUnavailable(() -> shop.http().get().uri("/orders/{id}", order).exchange());
            shop.http().get().uri("/actuator/health/readiness").exchange().expectStatus().isEqualTo(503);
            shop.http().get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
        } finally {
            Infrastructure.postgres().restart();
        }
        await()
                .untilAsserted(() -> shop.place(Shop.order("alice", sku, 1), "key-" + sku).expectStatus().isAccepted());
        assertThat(shop.see(order).get("status").asString()).isEqualTo("PENDING");
    }

    private static void assertUnavailable(
            Supplier<ResponseSpec> request) {
        request.get().expectStatus().isEqualTo(503).expectHeader().valueMatches("Retry-After", "[1-5]")
                .expectHeader().contentType("application/problem+json");
    }
}
