package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.stack.Parts;

/** What the programs say about themselves. */
record Health(Endpoints endpoints) {

    static final int NO_ANSWER = 0;

    private static final Duration BOUND = Duration.ofSeconds(60);

    Map<String, URI> programs() {
        return Map.of(Parts.ORDER_SERVICE, endpoints.orders().getFirst(), Parts.PAYMENT_SERVICE, endpoints.payments()
                .getFirst(),
                Parts.INVENTORY_SERVICE, endpoints.inventory().getFirst(), Parts.OUTBOX_RELAY, endpoints.relay()
                        .getFirst());
    }

    void awaitReadiness(int status) {
        programs().forEach((part, uri) -> await(part + " ready: " + status).atMost(BOUND)
                .untilAsserted(() -> assertThat(ask(uri, "readiness")).isEqualTo(status)));
    }

    void awaitLiveness() {
        programs().forEach((part, uri) -> await(part + " alive").atMost(BOUND)
                .untilAsserted(() -> assertThat(ask(uri, "liveness")).isEqualTo(200)));
    }

    private static int ask(URI program, String what) {
        try {
            return RawHttp.get(program, "/actuator/health/" + what).status();
        } catch (UncheckedIOException e) {
            return NO_ANSWER;
        }
    }
}
