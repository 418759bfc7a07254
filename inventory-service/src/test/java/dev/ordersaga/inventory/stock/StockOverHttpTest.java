package dev.ordersaga.inventory.stock;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

import dev.ordersaga.inventory.ServiceTest;

@ServiceTest
class StockOverHttpTest {

    @Autowired
    private JdbcTemplate jdbc;
    @LocalServerPort
    private int port;

    private RestTestClient http = RestTestClient.bindToServer().build();
    private final String sku = "beans-" + UUID.randomUUID();

    @BeforeEach
    void connect() {
        http = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    @Test
    void theFirstDeliveryOpensTheStockAndLaterOnesAddToIt() {
        deliver(50).expectStatus().isCreated()
                .expectHeader().valueEquals("Location", "/stock/" + sku)
                .expectBody().json(stock(50, 0), JsonCompareMode.STRICT);
        deliver(1_000_000).expectStatus().isOk().expectBody().json(stock(1_000_050, 0), JsonCompareMode.STRICT);

        http.get().uri("/stock/{sku}", sku).exchange().expectStatus().isOk()
                .expectBody().json(stock(1_000_050, 0), JsonCompareMode.STRICT);
        assertThat(deliveries()).isEqualTo(2);
    }

    @Test
    void stockThatWasNeverDeliveredIsNotThere() {
        http.get().uri("/stock/{sku}", sku).exchange().expectStatus().isNotFound()
                .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!\"#$&'()*+,-.:<=>@[]^_`{|}~", "%41"})
    void aSkuIsAnythingVisible(String visible) {
        var own = visible + UUID.randomUUID();
        post(own, "{\"quantity\":1}", null).expectStatus().isCreated();

        http.get().uri("/stock/{sku}", own).exchange().expectStatus().isOk()
                .expectBody().jsonPath("$.sku").isEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bohnen-gemäht", "a b",
            "12345678901234567890123456789012345678901234567890123456789012345"})
    void whatIsNoSkuIsRefused(String none) {
        post(none, "{\"quantity\":1}", null).expectStatus().isBadRequest();
        http.get().uri("/stock/{sku}", none).exchange().expectStatus().isBadRequest();
        http.get().uri("/stock?after={sku}", none).exchange().expectStatus().isBadRequest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"quantity\":null}", "{\"quantity\":0}", "{\"quantity\":-1}",
            "{\"quantity\":1000001}",
            "{\"quantity\":1.5}", "{\"quantity\":\"5\"}", "{\"quantity\":99999999999999}", "{\"quantity\":[]}", "[]",
            "no json"})
    void whatIsNoDeliveryIsRefused(String body) {
        post(sku, body, null).expectStatus().isBadRequest()
                .expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(deliveries()).isZero();
    }

    @Test
    void stockNeverOverflows() {
        deliver(1).expectStatus().isCreated();
        jdbc.update("update stock set available = ? where sku = ?", StockItem.MOST_PIECES - 5, sku);

        deliver(6).expectStatus().isEqualTo(409);
        deliver(5).expectStatus().isOk().expectBody().json(stock(StockItem.MOST_PIECES, 0));
        deliver(1).expectStatus().isEqualTo(409);
        assertThat(deliveries()).isEqualTo(2);
    }

    @Test
    void theSameRequestAgainGetsTheFirstAnswerAgain() {
        var key = UUID.randomUUID().toString();
        deliver(10, key).expectStatus().isCreated();
        deliver(1).expectStatus().isOk();

        deliver(10, key).expectStatus().isCreated().expectBody().json(stock(10, 0));
        deliver(11, key).expectStatus().isEqualTo(409);
        assertThat(deliveries()).isEqualTo(2);
    }

    @Test
    void ofManyFirstDeliveriesAtOnceOneOpensTheStockAndAllCount() throws Exception {
        var answers = atOnce(20, i -> deliver(1, "key-" + i % 10).returnResult().getStatus().value());

        assertThat(answers).as("the one that opens it, and its repetition").isEqualTo(Map.of(201, 2L, 200, 18L));
        http.get().uri("/stock/{sku}", sku).exchange().expectBody().json(stock(10, 0));
    }

    @Test
    void pagesFollowEachOtherInTheOrderOfTheSkusWithoutGapOrRepetition() {
        IntStream.range(0, 7).forEach(i -> post(sku + (i % 2 == 0 ? "-A" : "-b") + i, "{\"quantity\":1}", null)
                .expectStatus().isCreated());

        var found = new ArrayList<String>();
        var pages = 0;
        for (String after = sku; after != null && after.startsWith(sku); pages++) {
            var page = requireNonNull(http.get().uri("/stock?limit=3&after={after}", after).exchange().expectStatus()
                    .isOk().returnResult(JsonNode.class).getResponseBody());
            page.get("stock").valueStream().map(item -> item.get("sku").asString()).forEach(found::add);
            after = page.path("next").asString(null);
        }

        assertThat(found.stream().filter(one -> one.startsWith(sku))).containsExactly(sku + "-A0", sku + "-A2",
                sku + "-A4", sku + "-A6", sku + "-b1", sku + "-b3", sku + "-b5");
        assertThat(pages).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=-1", "limit=201", "limit=many", "limit=99999999999"})
    void aPageHasItsLimits(String query) {
        http.get().uri("/stock?" + query).exchange().expectStatus().isBadRequest();
    }

    /** How many calls came to each result. */
    private static <T> Map<T, Long> atOnce(int times, IntFunction<T> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = new ArrayList<>();
            IntStream.range(0, times).forEach(i -> calls.add(() -> call.apply(i)));
            var results = new HashMap<T, Long>();
            for (var answer : threads.invokeAll(calls)) {
                results.merge(answer.get(), 1L, Long::sum);
            }
            return results;
        }
    }

    private ResponseSpec deliver(int quantity) {
        return deliver(quantity, null);
    }

    private ResponseSpec deliver(int quantity, @Nullable String key) {
        return post(sku, "{\"quantity\":%d}".formatted(quantity), key);
    }

    private ResponseSpec post(String to, String body, @Nullable String key) {
        var request = http.post().uri("/stock/{sku}/deliveries", to).contentType(MediaType.APPLICATION_JSON);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return request.body(body).exchange();
    }

    private String stock(long available, long reserved) {
        return "{\"sku\":\"%s\",\"available\":%d,\"reserved\":%d}".formatted(sku, available, reserved);
    }

    private long deliveries() {
        return jdbc.queryForList("select count(*) from delivery where sku = ?", Long.class, sku).getFirst();
    }
}
