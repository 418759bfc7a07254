package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.ordersaga.local.client.Money;
import dev.ordersaga.system.HostileRequest.Service;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is wrong with a request is a 4xx problem, never a 500, and tells nothing of the code. */
@SystemTest
class HostileInputTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** So that in each request nothing is wrong but what it says. */
    @BeforeAll
    static void beansAreSold(RunningSystem system) {
        system.orders().offer("beans", "Beans", Money.euros("18.90"));
    }

    static Stream<HostileRequest> requests() {
        return Stream.of(HostileOrders.all(), HostilePaths.all(), HostileAmounts.all()).flatMap(requests -> requests);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isAnsweredWithAProblem(HostileRequest request, RunningSystem system) {
        var answer = RawHttp.send(request.service().of(system.endpoints()), request.bytes());
        assertThat(answer.status()).as(answer.body()).isEqualTo(request.status());
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        var problem = JSON.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(request.status());
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(answer.body()).doesNotContain("Exception", "\\tat ", "java.", "dev.ordersaga", "springframework",
                "jackson", "tomcat");
    }

    /** And all of them together have changed nothing. */
    @AfterAll
    static void everythingIsAsItWas(RunningSystem system) {
        var shop = Shop.open(system);
        shop.requireConfirmed(shop.order());
        system.requireBooksInOrder();
        assertThat(system.orders().of("alice")).isEmpty();
        assertThat(system.orders().of("bob")).isEmpty();
        assertThat(RawHttp.get(Service.ORDERS.of(system.endpoints()), "/products/hostile").status()).isEqualTo(404);
        assertThat(RawHttp.get(Service.PAYMENTS.of(system.endpoints()), "/accounts/hostile").status()).isEqualTo(404);
        assertThat(RawHttp.get(Service.INVENTORY.of(system.endpoints()), "/stock/hostile").status()).isEqualTo(404);
    }
}
