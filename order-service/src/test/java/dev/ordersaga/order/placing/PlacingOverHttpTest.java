package dev.ordersaga.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

import dev.ordersaga.order.ServiceTest;
import dev.ordersaga.order.Shop;
import dev.ordersaga.testing.Contract;
import dev.ordersaga.testing.Outside;

@ServiceTest
class PlacingOverHttpTest {

    @Autowired
    private Shop shop;
    @Autowired
    private Outside outside;
    @Autowired
    private JdbcTemplate jdbc;

    private final String key = "key-" + UUID.randomUUID();
    private final String customer = "alice-" + UUID.randomUUID();
    private String sku = "";

    @BeforeEach
    void stockTheShop() {
        sku = shop.newProduct("18.90", "EUR");
    }

    @Test
    void anOrderIsAcceptedAndTold() {
        var answer = shop.place(Shop.order(customer, sku, 2)).expectStatus().isAccepted();

        var body = shop.body(answer);
        var id = UUID.fromString(body.get("id").asString());
        assertThat(Shop.location(answer)).isEqualTo("/orders/" + id);
        assertThat(body.propertyNames()).containsExactlyInAnyOrder("id", "customerId", "status", "lines", "total",
                "placedAt");
        assertThat(body.get("customerId").asString()).isEqualTo(customer);
        assertThat(body.get("status").asString()).isEqualTo("PENDING");
        assertThat(body.get("lines").toString()).isEqualTo("""
                [{"sku":"%s","quantity":2,"unitPrice":{"amount":"18.90","currency":"EUR"}}]""".formatted(sku));
        assertThat(body.get("total").toString()).isEqualTo("{\"amount\":\"37.80\",\"currency\":\"EUR\"}");

        assertThat(outside.said(id)).singleElement().satisfies(sent -> {
            assertThat(sent.topic()).isEqualTo("order-events");
            assertThat(sent.type()).isEqualTo("OrderPlaced");
            assertThat(sent.sequence()).isEqualTo(1);
            Contract.assertValid("OrderPlaced", sent.payload());
            assertThat(sent.payload().get("total")).isEqualTo(body.get("total"));
            assertThat(sent.payload().get("placedAt")).isEqualTo(body.get("placedAt"));
        });
        assertThat(outside.correlationIds(id)).containsExactly(id.toString());
    }

    @Test
    void aHundredLinesOfTheLargestQuantityAreAccepted() {
        var dear = shop.newProduct("9999999999.99", "EUR");
        var lines = String.join(",", Collections.nCopies(100, line(dear, 10_000)));

        var body = shop.body(shop.place(orderOf(lines)).expectStatus().isAccepted());

        assertThat(body.at("/total/amount").asString()).isEqualTo("9999999999990000.00");
        Contract.assertValid("OrderPlaced",
                outside.said(UUID.fromString(body.get("id").asString())).getFirst().payload());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{} | customerId,lines",
            "{\"customerId\":\"alice\",\"lines\":[]} | lines",
            "{\"customerId\":\"alice\",\"lines\":null} | lines",
            "{\"customerId\":\"alice\",\"lines\":[null]} | lines[0]",
            "{\"customerId\":\"alice\",\"lines\":[{}]} | lines[0].quantity,lines[0].sku",
            "{\"customerId\":\"alice\",\"lines\":[{\"sku\":\"a\",\"quantity\":0}]} | lines[0].quantity",
            "{\"customerId\":\"alice\",\"lines\":[{\"sku\":\"a\",\"quantity\":10001}]} | lines[0].quantity",
            "{\"customerId\":\"alice\",\"lines\":[{\"sku\":\"a\",\"quantity\":-1}]} | lines[0].quantity",
            "{\"customerId\":\"alice\",\"lines\":[{\"sku\":\"a\",\"quantity\":1.5}]} | lines[0].quantity",
            "{\"customerId\":\"alice\",\"lines\":[{\"sku\":\"a\",\"quantity\":\"1\"}]} | lines[0].quantity",
            "{\"customerId\":\"alice\",\"lines\":[{\"sku\":\"a\",\"quantity\":99999999999999}]} | lines[0].quantity",
            "{\"customerId\":\"alice\",\"lines\":[{\"sku\":\"a b\",\"quantity\":1}]} | lines[0].sku",
            "{\"customerId\":\"\",\"lines\":[{\"sku\":\"a\",\"quantity\":1}]} | customerId",
            "{\"customerId\":\"al\\u0000ice\",\"lines\":[{\"sku\":\"a\",\"quantity\":1}]} | customerId",
            "{\"customerId\":\"älice\",\"lines\":[{\"sku\":\"a\",\"quantity\":1}]} | customerId",
            "{\"customerId\":\"alice\\n\",\"lines\":[{\"sku\":\"a\",\"quantity\":1}]} | customerId",
            "{\"customerId\":7,\"lines\":[{\"sku\":\"a\",\"quantity\":1}]} | customerId"})
    void whatIsNotValidIsRefusedWithTheFieldsToBlame(String body, String fields) {
        var problem = shop.body(shop.place(body).expectStatus().isBadRequest());

        assertThat(fields(problem)).containsExactly(fields.split(","));
    }

    @Test
    void moreThanAHundredLinesAreRefused() {
        var lines = String.join(",", Collections.nCopies(101, line(sku, 1)));

        assertThat(fields(shop.body(shop.place(orderOf(lines)).expectStatus().isBadRequest())))
                .containsExactly("lines");
    }

    @Test
    void anIdHasAtMost64Characters() {
        shop.place(Shop.order("c".repeat(64), sku, 1)).expectStatus().isAccepted();
        assertThat(fields(shop.body(shop.place(Shop.order("c".repeat(65), sku, 1)).expectStatus().isBadRequest())))
                .containsExactly("customerId");
    }

    @Test
    void aBodyHasAtMost64KiB() {
        shop.place(" ".repeat(64 * 1024) + Shop.order(customer, sku, 1)).expectStatus().isEqualTo(413);
    }

    @Test
    void unknownSkusAreNamed() {
        var problem = shop.body(shop.place(orderOf(line("x", 1) + "," + line(sku, 1) + "," + line("y", 1)))
                .expectStatus().isEqualTo(422));

        assertThat(problem.get("detail").asString()).isEqualTo("There is no product x, y");
        assertThat(fields(problem)).containsExactly("lines[0].sku", "lines[2].sku");
        assertThat(jdbc.queryForObject("select count(*) from orders where customer_id = ?", Long.class, customer))
                .isZero();
    }

    @Test
    void productsOfDifferentCurrenciesAreRefused() {
        var matcha = shop.newProduct("2400", "JPY");

        shop.place(orderOf(line(sku, 1) + "," + line(matcha, 1))).expectStatus().isEqualTo(422);
    }

    @Test
    void theSameKeyGivesTheFirstAnswerAgain() {
        var first = shop.place(Shop.order(customer, sku, 2), key).expectStatus().isAccepted();
        var order = shop.body(first);
        shop.cancel(UUID.fromString(order.get("id").asString())).expectStatus().isAccepted();
        shop.putProduct(sku, "{\"name\":\"Dearer\",\"price\":{\"amount\":\"99\",\"currency\":\"USD\"}}");

        var writtenDifferently = """
                { "lines": [{"quantity":2,"sku":"%s"}], "x":1, "customerId": "%s"}""".formatted(sku, customer);
        var again = shop.place(writtenDifferently, key).expectStatus().isAccepted();

        assertThat(shop.body(again)).isEqualTo(order);
        assertThat(Shop.location(again)).isEqualTo(Shop.location(first));
        assertThat(jdbc.queryForObject("select count(*) from orders where customer_id = ?", Long.class, customer))
                .isEqualTo(1);
    }

    @Test
    void theSameKeyForAnotherRequestIsAConflict() {
        shop.place(Shop.order(customer, sku, 2), key).expectStatus().isAccepted();

        shop.place(Shop.order(customer, sku, 3), key).expectStatus().isEqualTo(409);
    }

    @Test
    void aRefusedRequestDoesNotTakeItsKey() {
        var later = "sku-" + UUID.randomUUID();
        shop.place(Shop.order(customer, later, 1), key).expectStatus().isEqualTo(422);
        shop.putProduct(later, "{\"name\":\"New\",\"price\":{\"amount\":\"1\",\"currency\":\"EUR\"}}");

        shop.place(Shop.order(customer, later, 1), key).expectStatus().isAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b"})
    void aKeyIsVisibleAscii(String bad) {
        assertThat(fields(shop.body(shop.place(Shop.order(customer, sku, 1), bad).expectStatus().isBadRequest())))
                .containsExactly("Idempotency-Key");
    }

    @Test
    void aKeyHasAtMost64Characters() {
        shop.place(Shop.order(customer, sku, 1), "k".repeat(65)).expectStatus().isBadRequest();
    }

    @Test
    void ofManyAtOnceWithTheSameKeyOnePlacesTheOrderAndAllGetItsAnswer() throws Exception {
        var answers = atOnce(24, () -> shop.place(Shop.order(customer, sku, 2), key));

        var bodies = new HashSet<JsonNode>();
        for (var answer : answers) {
            bodies.add(shop.body(answer.expectStatus().isAccepted()));
        }
        assertThat(bodies).hasSize(1);
        var id = UUID.fromString(bodies.iterator().next().get("id").asString());
        assertThat(outside.said(id)).hasSize(1);
        assertThat(jdbc.queryForObject("select count(*) from orders where customer_id = ?", Long.class, customer))
                .isEqualTo(1);
    }

    @Test
    void ofManyAtOnceEachGetsItsOwnAnswer() throws Exception {
        shop.place(Shop.order(customer, sku, 1), key).expectStatus().isAccepted();
        var requests = new ArrayList<Callable<ResponseSpec>>();
        for (int i = 0; i < 10; i++) {
            int quantity = 2 + i;
            requests.add(() -> shop.place(Shop.order(customer, sku, quantity)));
            requests.add(() -> shop.place(Shop.order(customer, sku, quantity), key + quantity));
            requests.add(() -> shop.place(orderOf(line(sku, quantity) + "," + line("x", 1))));
            requests.add(() -> shop.place(Shop.order(customer, sku, quantity), key));
        }

        var answers = atOnce(requests);

        for (int i = 0; i < 10; i++) {
            for (var placed : answers.subList(4 * i, 4 * i + 2)) {
                var body = shop.body(placed.expectStatus().isAccepted());
                assertThat(body.at("/lines/0/quantity").asInt()).isEqualTo(2 + i);
                assertThat(outside.said(UUID.fromString(body.get("id").asString()))).hasSize(1);
            }
            answers.get(4 * i + 2).expectStatus().isEqualTo(422);
            answers.get(4 * i + 3).expectStatus().isEqualTo(409);
        }
        assertThat(jdbc.queryForObject("select count(*) from orders where customer_id = ?", Long.class, customer))
                .isEqualTo(21);
    }

    private static List<ResponseSpec> atOnce(int threads, Callable<ResponseSpec> request) throws Exception {
        return atOnce(Collections.nCopies(threads, request));
    }

    private static List<ResponseSpec> atOnce(List<Callable<ResponseSpec>> requests) throws Exception {
        var barrier = new CyclicBarrier(requests.size());
        try (var executor = Executors.newFixedThreadPool(requests.size())) {
            var running = new ArrayList<Future<ResponseSpec>>();
            for (var request : requests) {
                running.add(executor.submit(() -> {
                    barrier.await();
                    return request.call();
                }));
            }
            var answers = new ArrayList<ResponseSpec>();
            for (var one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    private String orderOf(String lines) {
        return "{\"customerId\":\"%s\",\"lines\":[%s]}".formatted(customer, lines);
    }

    private static String line(String sku, int quantity) {
        return "{\"sku\":\"%s\",\"quantity\":%d}".formatted(sku, quantity);
    }

    private static List<String> fields(JsonNode problem) {
        return problem.get("violations").valueStream().map(violation -> violation.get("field").asString()).toList();
    }
}
