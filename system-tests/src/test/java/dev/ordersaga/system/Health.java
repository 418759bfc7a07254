package dev.ordersaga.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.stack.Parts;

/** What the programs say about themselves. */
record Health(Endpoints endpoints) {

    static final int NO_ANSWER = 0;

    Map<String, URI> programs() {
        return Map.of(Parts.ORDER_SERVICE, endpoints.orders().getFirst(), Parts.PAYMENT_SERVICE, endpoints.payments()
                .getFirst(),
                Parts.INVENTORY_SERVICE, endpoints.inventory().getFirst(), Parts.OUTBOX_RELAY, endpoints.relay()
                        .getFirst());
    }

    void awaitReadiness(int status) {
        await("readiness").untilAsserted(() -> requireEverybody("readiness", status));
    }

    void awaitLiveness() {
        await("liveness").untilAsserted(() -> requireEverybody("liveness", 200));
    }

    /** Asked all at once, since one that waits for a frozen broker takes its time. */
    private void requireEverybody(String what, int status) {
        var answers = new ConcurrentSkipListMap<String, Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            programs().forEach((program, uri) -> threads.execute(() -> answers.put(program, ask(uri, what))));
        }
        assertThat(answers.keySet()).isEqualTo(programs().keySet());
        assertThat(answers).allSatisfy((program, answer) -> assertThat(answer).as(program).isEqualTo(status));
    }

    private static int ask(URI program, String what) {
        try {
            return RawHttp.get(program, "/actuator/health/" + what).status();
        } catch (UncheckedIOException e) {
            return NO_ANSWER;
        }
    }
}
