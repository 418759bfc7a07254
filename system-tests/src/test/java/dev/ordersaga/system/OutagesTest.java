package dev.ordersaga.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.ordersaga.local.client.Order;
import dev.ordersaga.local.stack.Parts;

/**
 * Broker and database are away for some time while customers order. Nothing that was accepted is lost, and all goes on by
 * itself.
 */
@SystemTest
@org.junit.jupiter.api.Order(1)
class OutagesTest {

    /** Longer than any timeout of a request, a statement or a transaction. */
    private static final Duration LONG = Duration.ofSeconds(30);

    @SuppressWarnings("ImmutableEnumChecker") // method references hold no state
    enum Outage {

        KILLED(Parts::kill, Parts::start, LONG), STOPPED(Parts::stop, Parts::start, Duration.ZERO),
        /** It is there and does not answer. */
        FROZEN(Parts::suspend, Parts::resume, Duration.ZERO);

        private final BiConsumer<Parts, String> begin;
        private final BiConsumer<Parts, String> end;
        private final Duration atLeast;

        Outage(BiConsumer<Parts, String> begin, BiConsumer<Parts, String> end, Duration atLeast) {
            this.begin = begin;
            this.end = end;
            this.atLeast = atLeast;
        }

        void of(String part, Parts parts, Runnable meanwhile) {
            begin.accept(parts, part);
            try {
                var begun = System.nanoTime();
                meanwhile.run();
                await().atMost(LONG.multipliedBy(2)).until(() -> System.nanoTime() - begun >= atLeast.toNanos());
            } finally {
                end.accept(parts, part);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KILLED", "FROZEN"})
    void whileTheBrokerIsAwayOrdersAreAcceptedAndTheySettleWhenItIsBack(Outage outage, RunningSystem system)
            throws InterruptedException {
        var shop = Shop.open(system);
        var health = new Health(system.endpoints());
        var key = system.named("during-" + outage);
        try (var shoppers = Shoppers.at(shop)) {
            shoppers.awaitAccepted(5);
            outage.of(Parts.KAFKA, system.parts(), () -> {
                health.awaitReadiness(503);
                var order = shop.order(key);
                shoppers.awaitAccepted(20);
                assertThat(shop.look(order).status()).isEqualTo(Order.Status.PENDING);
            });
            var accepted = shoppers.stop();
            assertThat(shoppers.refusals()).isEmpty();
            accepted.add(shop.order(key));
            shop.requireConfirmed(accepted);
        }
        health.awaitReadiness(200);
        system.requireBooksInOrder();
    }

    /** All connections of all databases break at once, or are ended in good order. */
    @ParameterizedTest
    @EnumSource(names = {"KILLED", "STOPPED"})
    void whileTheDatabaseIsAwayRequestsAreToldToComeAgainAndNothingAcceptedIsLost(Outage outage, RunningSystem system)
            throws InterruptedException {
        var shop = Shop.open(system);
        var health = new Health(system.endpoints());
        try (var shoppers = Shoppers.at(shop)) {
            shoppers.awaitAccepted(20);
            outage.of(Parts.POSTGRES, system.parts(), () -> {
                health.awaitReadiness(503);
                requests(system).forEach(OutagesTest::requireToldToComeAgain);
            });
            shoppers.awaitAccepted(5);
            shop.requireConfirmed(shoppers.stop());
            assertThat(shoppers.refusals()).contains(503);
        }
        health.awaitReadiness(200);
        system.requireBooksInOrder();
    }

    /** As when the power fails and comes back: the programs are up before the database and the broker, and wait for them. */
    @Test
    void afterEverythingWasKilledAtOnceAndStartedInTheWrongOrderAllThatWasAcceptedGoesOn(RunningSystem system)
            throws InterruptedException {
        var shop = Shop.open(system);
        try (var shoppers = Shoppers.at(shop)) {
            shoppers.awaitAccepted(20);
            Stream.concat(Parts.PROGRAMS.stream(), Stream.of(Parts.KAFKA, Parts.POSTGRES)).parallel()
                    .forEach(system.parts()::kill);
            var ready = system.start(Parts.PROGRAMS);
            system.start(List.of(Parts.POSTGRES, Parts.KAFKA)).join();
            ready.join();
            shoppers.awaitAccepted(5);
            shop.requireConfirmed(shoppers.stop());
        }
        system.requireBooksInOrder();
    }

    private record Request(URI service, String line, String body) {}

    private static List<Request> requests(RunningSystem system) {
        var orders = system.endpoints().orders().getFirst();
        var payments = system.endpoints().payments().getFirst();
        var inventory = system.endpoints().inventory().getFirst();
        return List.of(new Request(orders, "GET /orders", ""), new Request(orders, "GET /products", ""),
                new Request(orders, "POST /orders", """
                        {"customerId":"alice","lines":[{"sku":"beans","quantity":1}]}"""),
                new Request(payments, "GET /accounts/alice", ""),
                new Request(payments, "POST /accounts/alice/deposits", """
                        {"amount":{"amount":"1.00","currency":"EUR"}}"""),
                new Request(inventory, "GET /stock", ""),
                new Request(inventory, "POST /stock/beans/deliveries", "{\"quantity\":1}"));
    }

    private static void requireToldToComeAgain(Request request) {
        var answer = RawHttp.send(request.service(), """
                %s HTTP/1.1\r
                Host: localhost\r
                Connection: close\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(request.line(), request.body().length(), request.body()).getBytes(UTF_8));
        assertThat(answer.status()).as(request.line() + ": " + answer.body()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]?");
    }
}
