package dev.ordersaga.relay;

import static dev.ordersaga.relay.Problems.problem;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;

import dev.ordersaga.relay.outbox.NoWayOnException;
import dev.ordersaga.relay.outbox.WayOn;
import dev.ordersaga.relay.retention.RetentionStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** The status of every source at {@code /actuator/relay}, and where somebody says how one goes on that has stopped. */
@Endpoint(id = "relay")
final class RelayEndpoint {

    private final Relay relay;

    RelayEndpoint(Relay relay) {
        this.relay = relay;
    }

    /**
     * An answer of the endpoint.
     *
     * @param instance the name of the relay that answers
     */
    record Status(String instance, Map<String, SourceStatus> sources, Map<String, RetentionStatus> retention) {}

    @ReadOperation
    Status status() {
        return new Status(relay.instance(), relay.status(), relay.retention());
    }

    /**
     * Lets a source go on that waits for somebody's word. Answers 200 with its cursor once that is committed, 202 if that
     * takes longer, 400 if it cannot be told what is meant, 404 if there is no such source, 409 if this relay does not wait
     * for that word or the source cannot go on that way.
     */
    @WriteOperation
    WebEndpointResponse<Object> resume(@Selector String source, String resume, @Nullable Long position,
            @Nullable String time) {
        WayOn way;
        try {
            way = way(resume, position, time);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return problem(400, e.getMessage());
        }
        try {
            return relay.resume(source, way).map(cursor -> new WebEndpointResponse<Object>(cursor))
                    .orElseGet(() -> new WebEndpointResponse<>(Map.of("detail", "Under way"), 202));
        } catch (UnknownSourceException e) {
            return problem(404, e.getMessage());
        } catch (NotStoppedException | NoWayOnException e) {
            return problem(409, e.getMessage());
        }
    }

    private static WayOn way(String resume, @Nullable Long position, @Nullable String time) {
        var names = (position == null ? "" : " position") + (time == null ? "" : " time");
        return switch (resume + names) {
            case "cursor" -> new WayOn.AtCursor();
            case "beginning" -> new WayOn.FromBeginning();
            case "now" -> new WayOn.FromNow();
            case "position position" -> new WayOn.FromPosition(Objects.requireNonNull(position));
            case "time time" -> new WayOn.FromTime(OffsetDateTime.parse(Objects.requireNonNull(time)).toInstant());
            default -> throw new IllegalArgumentException("resume is cursor, beginning, now, position (with position: a"
                    + " number) or time (with time: 2026-01-31T12:00:00Z), and nothing else");
        };
    }
}
