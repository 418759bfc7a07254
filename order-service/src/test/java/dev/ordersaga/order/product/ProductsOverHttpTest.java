package dev.ordersaga.order.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;
import org.springframework.http.MediaType;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.ordersaga.order.ServiceTest;
import dev.ordersaga.order.Shop;

@ServiceTest
class ProductsOverHttpTest {

    private static final String BEANS = """
            {"name":"Espresso beans 1 kg","price":{"amount":"%s","currency":"%s"}}""";

    @Autowired
    private Shop shop;

    private final String sku = "sku-" + UUID.randomUUID();

    @Test
    void aProductIsAddedAndChanged() {
        var added = shop.putProduct(sku, BEANS.formatted("18.9", "EUR")).expectStatus().isCreated();
        assertThat(Shop.location(added)).isEqualTo("/products/" + sku);
        var changed = shop.putProduct(sku, BEANS.formatted("2400", "JPY")).expectStatus().isOk();

        var expected = """
                {"sku":"%s","name":"Espresso beans 1 kg","price":{"amount":"2400","currency":"JPY"}}""".formatted(sku);
        assertThat(shop.body(changed).toString()).isEqualTo(expected);
        var seen = shop.http().get().uri("/products/{sku}", sku).exchange().expectStatus().isOk();
        assertThat(shop.body(seen).toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!/\\?#%;=&+~", "a/../b", "{x}", "<>\"'`|^[]"})
    void anyVisibleCharacterIsPartOfASku(String odd) {
        var prefixed = UUID.randomUUID() + odd;
        var client = shop.http();
        var uri = URI.create(shop.base() + "/products/"
                + UriUtils.encode(prefixed, StandardCharsets.UTF_8));
        client.put().uri(uri).contentType(MediaType.APPLICATION_JSON)
                .body(BEANS.formatted("1", "EUR")).exchange().expectStatus().isCreated();

        var seen = client.get().uri(uri).exchange().expectStatus().isOk();
        assertThat(shop.body(seen).get("sku").asString()).isEqualTo(prefixed);
    }

    @ParameterizedTest
    @CsvSource({"18.901,EUR,price", "0.5,JPY,price", "1,XXX,price", "1,QQQ,price", "-1,EUR,price.amount",
            "1e3,EUR,price.amount", "1e999999999,EUR,price.amount", "01,EUR,price.amount",
            "12345678901,EUR,price.amount",
            "1.,EUR,price.amount", "NaN,EUR,price.amount", "'',EUR,price.amount", "1,eur,price.currency",
            "1,EURO,price.currency", "1,'',price.currency", "1.00000,EUR,price.amount"})
    void aPriceIsAnAmountOfACurrency(String amount, String currency, String field) {
        shop.putProduct(sku, BEANS.formatted(amount, currency)).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.violations[0].field").isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\\u0000b", "a\\nb", "\\u200b", "\\ud800", "a\\u2028b"})
    void aNameIsPrintable(String name) {
        shop.putProduct(sku, "{\"name\":\"%s\",\"price\":{\"amount\":\"1\",\"currency\":\"EUR\"}}".formatted(name))
                .expectStatus().isBadRequest().expectBody().jsonPath("$.violations[0].field").isEqualTo("name");
    }

    @Test
    void aNameHasAtMost200Characters() {
        var body = "{\"name\":\"%s\",\"price\":{\"amount\":\"1\",\"currency\":\"EUR\"}}";
        shop.putProduct(sku, body.formatted("\uD83D\uDE00".repeat(200))).expectStatus().isCreated();
        shop.putProduct(sku, body.formatted("n".repeat(201))).expectStatus().isBadRequest();
    }

    @Test
    void aSkuHasAtMost64Characters() {
        shop.putProduct("s".repeat(65), BEANS.formatted("1", "EUR")).expectStatus().isBadRequest().expectBody()
                .jsonPath("$.violations[0].field").isEqualTo("sku");
    }

    @Test
    void aProductThatThereIsNotIsNotFound() {
        shop.http().get().uri("/products/{sku}", sku).exchange().expectStatus().isNotFound();
    }

    @Test
    void productsAreListedPageByPage() {
        shop.putProduct(sku + "-a", BEANS.formatted("1", "EUR"));
        shop.putProduct(sku + "-b", BEANS.formatted("2", "EUR"));
        shop.putProduct(sku + "-c", BEANS.formatted("3", "EUR"));

        var first = shop.body(shop.http().get().uri("/products?after={sku}&limit=2", sku).exchange().expectStatus()
                .isOk());
        assertThat(first.at("/products/0/sku").asString()).isEqualTo(sku + "-a");
        assertThat(first.at("/products/1/sku").asString()).isEqualTo(sku + "-b");
        assertThat(first.get("next").asString()).isEqualTo(sku + "-b");
        var second = shop.body(shop.http().get().uri("/products?after={next}&limit=1", sku + "-b").exchange()
                .expectStatus().isOk());
        assertThat(second.at("/products/0/sku").asString()).isEqualTo(sku + "-c");
    }
}
