package dev.ordersaga.relay;

import static dev.ordersaga.relay.Problems.problem;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.ordersaga.relay.Decisions.Action;
import dev.ordersaga.relay.parking.ParkedKey;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Parked keys at {@code /actuator/parked}: what waits and why, and where somebody says what becomes of it. */
@Endpoint(id = "parked")
final class ParkedEndpoint {

    private final Relay relay;

    ParkedEndpoint(Relay relay) {
        this.relay = relay;
    }

    /** Of the sources that this relay publishes. */
    @ReadOperation
    Map<String, List<ParkedKey>> parked() {
        return relay.parked();
    }

    /**
     * Answers 200 with the key as it was parked once the decision is committed, 404 if there is no such source, 409 if the
     * key is not parked at that row, or if this relay is not the one that publishes the source.
     */
    @WriteOperation
    WebEndpointResponse<Object> decide(@Selector String source, String key, long position, String action) {
        Action decided;
        try {
            decided = Action.valueOf(action.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            return problem(400, "action is retry or skip, not " + action);
        }
        try {
            return new WebEndpointResponse<>(relay.decide(source, key, position, decided));
        } catch (UnknownSourceException e) {
            return problem(404, e.getMessage());
        } catch (NotParkedException | NotActiveException e) {
            return problem(409, e.getMessage());
        }
    }
}
