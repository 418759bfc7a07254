package dev.ordersaga.payment.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

import dev.ordersaga.payment.ServiceTest;

@ServiceTest
class AccountsOverHttpTest {

    @Autowired
    private JdbcTemplate jdbc;
    @LocalServerPort
    private int port;

    private RestTestClient http = RestTestClient.bindToServer().build();
    private final String customer = "alice-" + UUID.randomUUID();

    @BeforeEach
    void connect() {
        http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    @Test
    void theFirstDepositOpensTheAccountAndLaterOnesAddToIt() {
        deposit("100.00", "EUR").expectStatus().isCreated()
                .expectHeader().valueEquals("Location", "/accounts/" + customer)
                .expectBody().json(account("100.00", "EUR"));
        deposit("0.5", "EUR").expectStatus().isOk()
                .expectHeader().valueEquals("Location", "/accounts/" + customer)
                .expectBody().json(account("100.50", "EUR"));

        http.get().uri("/accounts/{id}", customer).exchange().expectStatus().isOk()
                .expectBody().json(account("100.50", "EUR"));
        assertThat(deposits()).isEqualTo(2);
    }

    @Test
    void anAccountThatNobodyOpenedIsNotThere() {
        var problem = http.get().uri("/accounts/{id}", customer).exchange();

        problem.expectStatus().isNotFound().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "!\"#$&'()*+,-.:<=>@[]^_`{|}~",
            "1234567890123456789012345678901234567890123456789012345678901234"})
    void anIdIsAnythingVisible(String id) {
        var own = id.length() == 64 ? id : id + UUID.randomUUID();
        post(own, "{\"amount\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}", null).expectStatus().isCreated();

        http.get().uri("/accounts/{id}", own).exchange().expectStatus().isOk()
                .expectBody().jsonPath("$.customerId").isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jürgen", "a b", "12345678901234567890123456789012345678901234567890123456789012345",
            "a\u0000",
            "\u202e"})
    void whatIsNoIdIsRefused(String id) {
        post(id, "{\"amount\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}", null).expectStatus().isBadRequest();
        http.get().uri("/accounts/{id}", id).exchange().expectStatus().isBadRequest();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{}",
            "{\"amount\":null}",
            "{\"amount\":\"1.00\"}",
            "{\"amount\":{\"amount\":\"1.00\"}}",
            "{\"amount\":{\"currency\":\"EUR\"}}",
            "{\"amount\":{\"amount\":1.00,\"currency\":\"EUR\"}}",
            "{\"amount\":{\"amount\":\"0\",\"currency\":\"EUR\"}}",
            "{\"amount\":{\"amount\":\"0.00\",\"currency\":\"EUR\"}}",
            "{\"amount\":{\"amount\":\"-1.00\",\"currency\":\"EUR\"}}",
            "{\"amount\":{\"amount\":\"+1.00\",\"currency\":\"EUR\"}}",
            "{\"amount\":{\"amount\":\"1e3\",\"currency\":\"EUR\"}}",
            "{\"amount\":{\"amount\":\"1.001\",\"currency\":\"EUR\"}}",
            "{\"amount\":{\"amount\":\"1.5\",\"currency\":\"JPY\"}}",
            "{\"amount\":{\"amount\":\"12345678901234\",\"currency\":\"EUR\"}}",
            "{\"amount\":{\"amount\":\"1.00\",\"currency\":\"eur\"}}",
            "{\"amount\":{\"amount\":\"1.00\",\"currency\":\"ZZZ\"}}",
            "{\"amount\":{\"amount\":\"1\",\"currency\":\"XAU\"}}",
            "no json"})
    void whatIsNoDepositIsRefused(String body) {
        post(customer, body, null).expectStatus().isBadRequest()
                .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(deposits()).isZero();
    }

    @Test
    void aProblemSaysWhichFieldIsToBlame() {
        post(customer, "{\"amount\":{\"amount\":\"free\",\"currency\":\"EUR\"}}", null).expectBody()
                .jsonPath("$.violations[0].field").isEqualTo("amount.amount");
        deposit("0.00", "EUR").expectBody().jsonPath("$.violations[0].field").isEqualTo("amount.amount");
        deposit("0.5", "JPY").expectBody().jsonPath("$.violations[0].field").isEqualTo("amount");
    }

    @Test
    void anAccountHoldsOneCurrency() {
        deposit("100", "JPY").expectStatus().isCreated().expectBody().json(account("100", "JPY"));
        deposit("100.00", "EUR").expectStatus().isEqualTo(409);

        assertThat(deposits()).isOne();
    }

    @Test
    void theSameRequestAgainGetsTheFirstAnswerAgain() {
        var key = UUID.randomUUID().toString();
        deposit("10.00", "EUR", key).expectStatus().isCreated();
        deposit("1.00", "EUR", null).expectStatus().isOk();

        deposit("10", "EUR", key).expectStatus().isCreated().expectBody().json(account("10.00", "EUR"));
        deposit("10.00", "EUR", key + "2").expectStatus().isOk().expectBody().json(account("21.00", "EUR"));
        deposit("10.00", "EUR", key + "2").expectStatus().isOk().expectBody().json(account("21.00", "EUR"));
        assertThat(deposits()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"10.01,EUR", "10,JPY"})
    void anotherRequestUnderTheSameKeyIsRefused(String amount, String currency) {
        deposit("10.00", "EUR", "k").expectStatus().isCreated();

        deposit(amount, currency, "k").expectStatus().isEqualTo(409);
        assertThat(deposits()).isOne();
    }

    @Test
    void aKeyIsAnId() {
        deposit("10.00", "EUR", "x".repeat(65)).expectStatus().isBadRequest();
        deposit("10.00", "EUR", "a b").expectStatus().isBadRequest();
    }

    @Test
    void ofManyFirstDepositsAtOnceOneOpensTheAccountAndAllCount() throws Exception {
        var answers = atOnce(20, i -> deposit("1.00", "EUR", "key-" + i % 10).returnResult().getStatus().value());

        assertThat(answers.get(201)).as("the one that opens it, and its repetition").isEqualTo(2);
        assertThat(answers.get(200)).isEqualTo(18);
        http.get().uri("/accounts/{id}", customer).exchange().expectBody().json(account("10.00", "EUR"));
        assertThat(deposits()).isEqualTo(10);
    }

    /** How many calls came to each result. */
    private static <T> Map<T, Long> atOnce(int times, IntFunction<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, times).<Callable<T>>mapToObj(i -> () -> call.apply(i)).toList();
            var results = new HashMap<T, Long>();
            for (var answer : threads.invokeAll(calls)) {
                results.merge(answer.get(), 1L, Long::sum);
            }
            return results;
        }
    }

    private ResponseSpec deposit(String amount, String currency) {
        return deposit(amount, currency, null);
    }

    private ResponseSpec deposit(String amount, String currency, @Nullable String key) {
        return post(customer, "{\"amount\":{\"amount\":\"%s\",\"currency\":\"%s\"}}".formatted(amount, currency), key);
    }

    private ResponseSpec post(String id, String body, @Nullable String key) {
        var request = http.post().uri("/accounts/{id}/deposits", id).contentType(MediaType.APPLICATION_JSON);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.body(body).exchange();
    }

    private String account(String amount, String currency) {
        return "{\"customerId\":\"%s\",\"balance\":{\"amount\":\"%s\",\"currency\":\"%s\"}}".formatted(customer, amount,
                currency);
    }

    private long deposits() {
        return jdbc.queryForList("select count(*) from deposit where customer_id = ?", Long.class, customer).getFirst();
    }
}
