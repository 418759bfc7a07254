package dev.ordersaga.local.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** What the relays tell about their sources; each knows those that it publishes. Thread-safe. */
public final class Relays {

    private final List<JsonService> relays;

    public Relays(List<URI> instances) {
        this.relays = instances.stream().map(one -> new JsonService(new Instances(() -> List.of(one)))).toList();
    }

    /** @param seconds the age of the oldest row that is not published */
    public record Lag(double seconds, long rows) {}

    private record Status(Map<String, Source> sources) {}

    private record Source(@Nullable String owner, @Nullable Lag lag) {}

    /**
     * By source; one that nobody publishes has a null.
     *
     * @throws UnexpectedAnswerException if one does not answer
     */
    public Map<String, @Nullable Lag> lag() {
        var lags = new TreeMap<String, @Nullable Lag>();
        for (var relay : relays) {
            relay.get("/actuator/relay", Status.class).sources().forEach((name, source) -> {
                if (source.lag() != null || !lags.containsKey(name)) {
                    lags.put(name, source.lag());
                }
            });
        }
        return lags;
    }
}
