package dev.ordersaga.load.orders;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShoppingTest {

    private static final int ORDERS = 20_000;
    private static final Market MARKET = new Market("");

    @Test
    void theSameSeedGivesTheSameOrders() {
        assertThat(orders(3).limit(100)).containsExactlyElementsOf(orders(3).limit(100).toList());
        assertThat(orders(3).limit(100).toList()).isNotEqualTo(orders(4).limit(100).toList());
    }

    @Test
    void nineInTenAreToBeConfirmed() {
        var fates = orders(1).limit(ORDERS).collect(groupingBy(Basket::fate, counting()));

        assertThat(fates.getOrDefault(Fate.CONFIRMED, 0L) / (double) ORDERS).isCloseTo(0.90, within(0.01));
        assertThat(fates.getOrDefault(Fate.DECLINED, 0L) / (double) ORDERS).isCloseTo(0.04, within(0.01));
        assertThat(fates.getOrDefault(Fate.SHORT, 0L) / (double) ORDERS).isCloseTo(0.04, within(0.01));
        assertThat(fates.getOrDefault(Fate.CANCELLED, 0L) / (double) ORDERS).isCloseTo(0.02, within(0.01));
    }

    @Test
    void anOrderHasOneToThreeLinesOfDifferentArticles() {
        assertThat(orders(1).limit(ORDERS).map(ShoppingTest::skus)).allSatisfy(skus -> assertThat(skus)
                .hasSizeBetween(1, 3).doesNotHaveDuplicates());
    }

    @Test
    void whoIsToBeDeclinedHasACentAndWhoIsToBeShortWantsTwoOfOne() {
        assertThat(orders(1).limit(ORDERS)).allSatisfy(order -> {
            var json = json(order);
            assertThat(json.path("customerId").asString().startsWith("poor-")).isEqualTo(order
                    .fate() == Fate.DECLINED);
            var first = json.path("lines").get(0);
            assertThat(first.path("sku").asString().startsWith("scarce-")).isEqualTo(order.fate() == Fate.SHORT);
            if (order.fate() == Fate.SHORT) {
                assertThat(first.path("quantity").asInt()).isEqualTo(2);
            }
        });
    }

    private static Stream<Basket> orders(long seed) {
        return Stream.generate(new Shopping(MARKET, seed));
    }

    private static List<String> skus(Basket order) {
        return json(order).path("lines").valueStream().map(line -> line.path("sku").asString()).toList();
    }

    private static JsonNode json(Basket order) {
        return JsonMapper.shared().readTree(order.json());
    }
}
