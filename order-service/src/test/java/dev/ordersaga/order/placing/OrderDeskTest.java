package dev.ordersaga.order.placing;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.SettableClock;
import dev.ordersaga.order.order.InMemoryOrders;
import dev.ordersaga.order.order.OrderEvent.OrderPlaced;
import dev.ordersaga.order.order.OrderOutbox;
import dev.ordersaga.order.order.OrderStatus;
import dev.ordersaga.order.placing.IdempotencyKeys.Use;
import dev.ordersaga.order.placing.OrderDesk.Asked;
import dev.ordersaga.order.placing.OrderRequest.Line;
import dev.ordersaga.order.placing.Placement.DifferentCurrencies;
import dev.ordersaga.order.placing.Placement.KeyReused;
import dev.ordersaga.order.placing.Placement.Placed;
import dev.ordersaga.order.placing.Placement.UnknownSkus;
import dev.ordersaga.order.product.Product;
import dev.ordersaga.order.viewing.OrderView;
import dev.ordersaga.outbox.MessageContext;
import dev.ordersaga.outbox.OutgoingMessage;

class OrderDeskTest {

    private static final Instant NOW = Instant.parse("2026-03-14T12:00:00.123456789Z");
    private static final Instant NOW_IN_MICROS = Instant.parse("2026-03-14T12:00:00.123456Z");

    private final Map<String, Product> priceList = new HashMap<>();
    private final Map<String, Use> keys = new HashMap<>();
    private final InMemoryOrders orders = new InMemoryOrders();
    private final List<OutgoingMessage> sent = new ArrayList<>();
    private final List<@Nullable String> contexts = new ArrayList<>();
    private final OrderDesk desk = new OrderDesk(
            skus -> skus.stream().filter(priceList::containsKey).collect(toMap(Function.identity(), priceList::get)),
            orders, new Keys(), new OrderOutbox(this::send), SettableClock.standingStillAt(NOW), Duration.ofMinutes(5));

    OrderDeskTest() {
        price("beans", "18.90", "EUR");
        price("cup", "5", "EUR");
        price("matcha", "2400", "JPY");
    }

    @Test
    void placesAnOrderAtThePricesOfTheList() {
        var view = placed(desk.place(request("alice", new Line("beans", 2), new Line("cup", 1), new Line("beans", 1)),
                null));

        assertThat(view.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(view.total()).isEqualTo(Money.of("61.70", "EUR"));
        assertThat(view.placedAt()).isEqualTo(NOW_IN_MICROS);
        assertThat(view.lines()).extracting(OrderView.Line::sku).containsExactly("beans", "cup", "beans");
        assertThat(orders.find(view.id()).orElseThrow().deadlineAt()).isEqualTo(NOW_IN_MICROS.plusSeconds(300));
        assertThat(orders.steps()).singleElement().satisfies(step -> {
            assertThat(step.type()).isEqualTo("OrderPlaced");
            assertThat(step.source()).isEqualTo("order-service");
        });
    }

    @Test
    void tellsTheOthers() {
        var view = placed(desk.place(request("alice", new Line("beans", 2)), null));

        var lines = List.of(new OrderPlaced.Line("beans", 2, Money.of("18.90", "EUR")));
        assertThat(sent).containsExactly(new OutgoingMessage("order-events", view.id().toString(), 1, "OrderPlaced",
                new OrderPlaced(view.id(), "alice", lines, Money.of("37.80", "EUR"), NOW_IN_MICROS)));
    }

    @Test
    void namesTheSkusThatThereAreNot() {
        var placement = desk.place(request("alice", new Line("x", 1), new Line("beans", 1), new Line("y", 1)), null);

        assertThat(placement).isEqualTo(new UnknownSkus(List.of("x", "y")));
        assertThat(sent).isEmpty();
    }

    @Test
    void takesOneCurrencyAnOrder() {
        var placement = desk.place(request("alice", new Line("beans", 1), new Line("matcha", 1)), null);

        assertThat(placement).asInstanceOf(type(DifferentCurrencies.class)).satisfies(different -> assertThat(
                different.currencies()).extracting(Currency::getCurrencyCode).containsExactlyInAnyOrder("EUR", "JPY"));
    }

    @Test
    void givesTheFirstAnswerAgainWhateverHasHappenedMeanwhile() {
        var first = placed(desk.place(request("alice", new Line("beans", 2)), "key"));
        price("beans", "99", "USD");
        orders.find(first.id()).orElseThrow().confirm();

        assertThat(placed(desk.place(request("alice", new Line("beans", 2)), "key"))).isEqualTo(first);
        assertThat(sent).hasSize(1);
    }

    @Test
    void refusesAKeyForAnotherRequest() {
        desk.place(request("alice", new Line("beans", 2)), "key");

        for (var other : List.of(request("bob", new Line("beans", 2)), request("alice", new Line("beans", 3)),
                request("alice", new Line("beans", 1), new Line("beans", 1)), request("alice", new Line("x", 2)))) {
            assertThat(desk.place(other, "key")).isEqualTo(new KeyReused());
        }
    }

    @Test
    void ofSeveralPlacesThoseThatCanBePlacedJustSo() {
        desk.place(request("alice", new Line("beans", 1)), "taken");
        sent.clear();
        contexts.clear();

        var placements = desk.place(List.of(
                asked(request("bob", new Line("beans", 1)), null, "1"),
                asked(request("bob", new Line("beans", 1)), null, "2"),
                asked(request("bob", new Line("beans", 1), new Line("x", 1)), "with an unknown product", "3"),
                asked(request("bob", new Line("beans", 1), new Line("matcha", 1)), "in two currencies", "4"),
                asked(request("alice", new Line("beans", 1)), "taken", "5"),
                asked(request("carol", new Line("cup", 1)), "new", "6"),
                asked(request("carol", new Line("cup", 1)), "new", "7"),
                asked(request("dave", new Line("matcha", 1)), "another", "8")));

        assertThat(placements).extracting(Optional::isPresent)
                .containsExactly(true, true, false, false, false, true, false, true);
        var placed = placements.stream().flatMap(Optional::stream).map(Placed::order).toList();
        assertThat(placed).extracting(OrderView::customerId).containsExactly("bob", "bob", "carol", "dave");
        assertThat(placed).allSatisfy(order -> assertThat(orders.find(order.id())).isPresent());
        assertThat(contexts).as("each message has the context of its request").containsExactly("1", "2", "6", "8");
        assertThat(keys).containsOnlyKeys("taken", "new", "another");
        assertThat(orders.steps()).hasSize(5);
    }

    private static Asked asked(OrderRequest request, @Nullable String key, String correlationId) {
        return new Asked(request, key, new MessageContext(correlationId, null, null));
    }

    private void send(OutgoingMessage message) {
        sent.add(message);
        contexts.add(MessageContext.current().correlationId());
    }

    private final class Keys implements IdempotencyKeys {

        @Override
        public Optional<Use> take(String key, Use use) {
            return Optional.ofNullable(keys.putIfAbsent(key, use));
        }

        @Override
        public Set<String> take(Map<String, Use> uses) {
            var taken = new HashSet<String>();
            uses.forEach((key, use) -> {
                if (take(key, use).isEmpty()) {
                    taken.add(key);
                }
            });
            return taken;
        }
    }

    private void price(String sku, String amount, String currency) {
        priceList.put(sku, new Product(sku, sku, Money.of(amount, currency)));
    }

    private static OrderRequest request(String customerId, Line... lines) {
        return new OrderRequest(customerId, List.of(lines));
    }

    private static OrderView placed(Placement placement) {
        return assertThat(placement).asInstanceOf(type(Placed.class)).actual().order();
    }
}
