package dev.ordersaga.order.settling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

import dev.ordersaga.order.ServiceTest;
import dev.ordersaga.order.Shop;
import dev.ordersaga.testing.Outside;

/** An order whose message cannot be read, and what somebody does about it over the endpoint. */
@ServiceTest
class DeadLettersOverHttpTest {

    private static final String TOPIC = "inventory-events";

    @Autowired
    private Outside outside;
    @Autowired
    private Shop shop;

    @Test
    void aLetterIsListedShownReplayedInVainAndDiscardedAndThenItsOrderGoesOn() throws Exception {
        var order = shop.placed("alice");
        outside.send(TOPIC, order.toString(), "StockReserved", UUID.randomUUID(), "{\"oops\":".getBytes(UTF_8));
        outside.send(TOPIC, order, "StockReserved", outside.example("StockReserved", order)).flush();
        await().until(() -> letters(order, "").size() == 2);

        var letter = letters(order, "&state=parked").get(0);
        long id = letter.get("id").asLong();
        assertThat(letter.at("/state").asString()).isEqualTo("PARKED");
        assertThat(letter.at("/subscription").asString()).isEqualTo("order-service");
        assertThat(letter.at("/cause").asString()).contains("the payload is no StockReserved");
        assertThat(letter.at("/waiting").asLong()).isOne();
        var whole = shop.body(shop.http().get().uri("/actuator/deadletters/{id}", id).exchange().expectStatus().isOk());
        assertThat(whole.at("/payload/value").asString()).isEqualTo("{\"oops\":");
        assertThat(whole.at("/headers").valueStream().map(header -> header.at("/name/value").asString()))
                .contains("ce_id", "ce_type");

        var replayed = shop.body(decide(id, "{\"action\":\"replay\"}").expectStatus().isOk());
        assertThat(replayed.at("/outcome").asString()).isEqualTo("PARKED");
        assertThat(replayed.at("/cause").asString()).contains("the payload is no StockReserved");
        long waiting = letters(order, "&state=waiting").get(0).get("id").asLong();
        assertProblem(decide(waiting, "{\"action\":\"replay\"}"), 409, "waits behind letter " + id);
        assertProblem(decide(id, "{\"action\":\"discard\"}"), 400, "for a reason");
        assertProblem(decide(id, "{\"action\":\"burn\"}"), 400, "action is replay or discard");

        decide(id, "{\"action\":\"discard\",\"reason\":\"sent by hand\"}").expectStatus().isOk();
        await().untilAsserted(
                () -> assertThat(shop.see(order).get("status").asString()).isEqualTo("CONFIRMED"));
        await().until(() -> letters(order, "").size() == 1);
        assertThat(letters(order, "&state=discarded").get(0).at("/reason").asString()).isEqualTo("sent by hand");
        assertProblem(decide(id, "{\"action\":\"replay\"}"), 409, "was discarded");
        assertProblem(decide(waiting, "{\"action\":\"replay\"}"), 404, "there is no dead letter " + waiting);
        assertProblem(shop.http().get().uri("/actuator/deadletters/{id}", waiting).exchange(), 404, "no dead letter");
    }

    @Test
    void allOfOneKeyAreReplayedAtOnce() throws Exception {
        var order = shop.placed("alice");
        outside.send(TOPIC, order.toString(), "StockReserved", UUID.randomUUID(), null).flush();
        await().until(() -> letters(order, "").size() == 1);

        var released = shop.body(shop.http().post().uri("/actuator/deadletters").contentType(MediaType.APPLICATION_JSON)
                .body("{\"action\":\"replay\",\"key\":\"%s\"}".formatted(order)).exchange().expectStatus()
                .isAccepted());
        assertThat(released.get("released").asLong()).isOne();
        await().until(() -> letters(order, "").get(0).get("attempts").asInt() == 1);
    }

    @ParameterizedTest
    @CsvSource({"?state=lost, state is parked", "?limit=0, limit is 1", "?limit=501, limit is 1", "?key=%00, no NUL"})
    void whatIsNotUnderstoodIsAProblem(String query, String detail) {
        assertProblem(shop.http().get().uri(URI.create(shop.base() + "/actuator/deadletters" + query))
                .exchange(), 400, detail);
    }

    private JsonNode letters(UUID order, String more) {
        return shop.body(shop.http().get().uri("/actuator/deadletters?key=" + order + more).exchange().expectStatus()
                .isOk()).get("letters");
    }

    private ResponseSpec decide(long id, String body) {
        return shop.http().post().uri("/actuator/deadletters/{id}", id).contentType(MediaType.APPLICATION_JSON)
                .body(body).exchange();
    }

    private void assertProblem(ResponseSpec answer, int status, String detail) {
        var problem = shop.body(answer.expectStatus().isEqualTo(status).expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON));
        assertThat(problem.get("detail").asString()).contains(detail);
    }
}
