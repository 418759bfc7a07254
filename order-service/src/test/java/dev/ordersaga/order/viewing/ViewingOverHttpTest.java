package dev.ordersaga.order.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.ordersaga.order.ServiceTest;
import dev.ordersaga.order.Shop;

@ServiceTest
class ViewingOverHttpTest {

    @Autowired
    private Shop shop;

    private final String customer = "alice-" + UUID.randomUUID();

    @Test
    void anOrderIsSeenWithItsSteps() {
        var seen = shop.see(shop.placed(customer));

        assertThat(seen.propertyNames()).containsExactlyInAnyOrder("id", "customerId", "status", "lines", "total",
                "placedAt", "steps");
        assertThat(seen.get("steps").size()).isEqualTo(1);
        assertThat(seen.at("/steps/0/type").asString()).isEqualTo("OrderPlaced");
        assertThat(seen.at("/steps/0/source").asString()).isEqualTo("order-service");
        assertThat(seen.at("/steps/0/at")).isEqualTo(seen.get("placedAt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0198f5a0-0000-7000-8000-00000000dead", "x", "1", "%20", "%2F", "..%2F", "%E2%98%83"})
    void whatIsNoOrderIsNotFound(String id) {
        shop.http().get().uri(URI.create(shop.base() + "/orders/" + id)).exchange().expectStatus().isNotFound();
    }

    @Test
    void ordersAreListedNewestFirstPageByPage() {
        var placed = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            placed.addFirst(shop.placed(customer).toString());
        }

        var listed = new ArrayList<String>();
        String after = null;
        do {
            var page = list("customerId=" + customer + "&limit=2", after);
            listed.addAll(ids(page));
            after = page.has("next") ? page.get("next").asString() : null;
        } while (after != null);

        assertThat(listed).isEqualTo(placed);
    }

    @Test
    void thePageThatJustFitsIsTheLast() {
        shop.placed(customer);
        shop.placed(customer);

        assertThat(list("customerId=" + customer + "&limit=2", null).has("next")).isFalse();
    }

    @Test
    void ordersAreFilteredByStatusToo() {
        var cancelled = shop.placed(customer);
        shop.cancel(cancelled);
        var pending = shop.placed(customer);

        assertThat(ids(list("customerId=" + customer + "&status=CANCELLING", null)))
                .containsExactly(cancelled.toString());
        assertThat(ids(list("status=PENDING&limit=1", null))).containsExactly(pending.toString());
        assertThat(ids(list("limit=1", null))).containsExactly(pending.toString());
        assertThat(ids(list("customerId=nobody-" + customer.substring(10), null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "status=x", "status=pending", "after=x",
            "after=%00", "customerId=%00", "customerId=a%20b", "customerId=", "limit=%zz"})
    void whatIsNotValidIsRefused(String query) {
        shop.http().get().uri(URI.create(shop.base() + "/orders?" + query.replace("%zz", "%C3%28"))).exchange()
                .expectStatus().isBadRequest().expectBody().jsonPath("$.status").isEqualTo(400);
    }

    private JsonNode list(String query, @Nullable String after) {
        var uri = shop.base() + "/orders?" + query + (after == null ? "" : "&after=" + after);
        return shop.body(shop.http().get().uri(URI.create(uri)).exchange().expectStatus().isOk());
    }

    private static List<String> ids(JsonNode page) {
        return page.get("orders").valueStream().map(order -> order.get("id").asString()).toList();
    }
}
