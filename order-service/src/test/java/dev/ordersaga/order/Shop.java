package dev.ordersaga.order;

import java.util.UUID;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import org.springframework.util.function.SingletonSupplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a customer does, over the real port. */
@TestComponent
public class Shop {

    private final JsonMapper json = new JsonMapper();
    private final Environment environment;
    private final SingletonSupplier<RestTestClient> http = SingletonSupplier
            .of(() -> RestTestClient.bindToServer().baseUrl(base()).build());

    Shop(Environment environment) {
        this.environment = environment;
    }

    public String base() {
        return "http://localhost:" + environment.getRequiredProperty("local.server.port");
    }

    public RestTestClient http() {
        return http.obtain();
    }

    /** A product of its own for whoever asks, at that price. */
    public String newProduct(String amount, String currency) {
        var sku = "sku-" + UUID.randomUUID();
        putProduct(sku, """
                {"name":"Espresso beans 1 kg","price":{"amount":"%s","currency":"%s"}}""".formatted(amount, currency))
                .expectStatus().isCreated();
        return sku;
    }

    public ResponseSpec putProduct(String sku, String body) {
        return http().put().uri("/products/{sku}", sku).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    public static String order(String customerId, String sku, int quantity) {
        return """
                {"customerId":"%s","lines":[{"sku":"%s","quantity":%d}]}""".formatted(customerId, sku, quantity);
    }

    public ResponseSpec place(String body) {
        return http().post().uri("/orders").contentType(MediaType.APPLICATION_JSON).body(body).exchange();
    }

    public ResponseSpec place(String body, String idempotencyKey) {
        return http().post().uri("/orders").contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", idempotencyKey).body(body).exchange();
    }

    /** A new order of one line, and its id. */
    public UUID placed(String customerId) {
        return placed(customerId, newProduct("18.90", "EUR"));
    }

    public UUID placed(String customerId, String sku) {
        var answer = place(order(customerId, sku, 2)).expectStatus().isAccepted();
        return UUID.fromString(body(answer).get("id").asString());
    }

    public JsonNode see(UUID orderId) {
        return body(http().get().uri("/orders/{id}", orderId).exchange().expectStatus().isOk());
    }

    public ResponseSpec cancel(UUID orderId) {
        return http().post().uri("/orders/{id}/cancellation", orderId).exchange();
    }

    public JsonNode body(ResponseSpec answer) {
        return json.readTree(answer.expectBody(byte[].class).returnResult().getResponseBody());
    }

    public static String location(ResponseSpec answer) {
        return String.valueOf(answer.returnResult(byte[].class).getResponseHeaders().getFirst(HttpHeaders.LOCATION));
    }
}
