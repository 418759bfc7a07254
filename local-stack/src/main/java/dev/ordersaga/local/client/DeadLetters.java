package dev.ordersaga.local.client;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** What a service offers for dead letters. Thread-safe. */
public final class DeadLetters {

    private static final String PATH = "/actuator/deadletters";

    private final JsonService service;

    /** @param instances asked before each request; they take turns */
    public DeadLetters(Supplier<List<URI>> instances) {
        this.service = new JsonService(new Instances(instances));
    }

    /** What is open at one subscription. */
    public record Open(String subscription, long parked, long waiting, long underWay, Instant oldest,
            double ageSeconds) {}

    /** @param next where the next page begins, null if this was the last */
    public record Page(List<Open> open, List<DeadLetter> letters, @Nullable Long next) {}

    /** One header of the record. */
    public record Header(DeadLetter.Content name, DeadLetter.@Nullable Content value) {}

    /** A letter with all that the record carries. */
    public record Whole(DeadLetter letter, Instant time, List<Header> headers, DeadLetter.@Nullable Content payload) {}

    /** What has become of a replay: HANDLED, PARKED (again, with its cause), DISCARDED or UNDER_WAY. */
    public record Outcome(String outcome, @Nullable String cause) {}

    /** @param state parked, waiting or discarded; null for all */
    public Page list(@Nullable String state, @Nullable String key, long after, int limit) {
        return service.get(PATH + "?after=" + after + "&limit=" + limit + given("state", state) + given("key", key),
                Page.class);
    }

    private static String given(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + JsonService.encoded(value);
    }

    public Whole get(long id) {
        return service.get(PATH + "/" + id, Whole.class);
    }

    /** With its key, of which it has to be the first. */
    public Outcome replay(long id) {
        return service.post(PATH + "/" + id, Map.of("action", "replay"), Map.of(), Outcome.class);
    }

    /** Lets all keys go on; it is done in the background. */
    public void replayAll() {
        service.post(PATH, Map.of("action", "replay"));
    }

    public void discard(long id, String reason) {
        service.post(PATH + "/" + id, Map.of("action", "discard", "reason", reason));
    }
}
