package dev.ordersaga.relay;

import static dev.ordersaga.relay.Problems.problem;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.ordersaga.relay.replay.ReplayStatus;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** Replays at {@code /actuator/replay}: published rows are published once more. */
@Endpoint(id = "replay")
final class ReplayEndpoint {

    private final Relay relay;

    ReplayEndpoint(Relay relay) {
        this.relay = relay;
    }

    /** By source: the replay under way at this relay, or the last one that has ended here. */
    @ReadOperation
    Map<String, ReplayStatus> replays() {
        return relay.replays();
    }

    /**
     * Begins one, from a position or a time. Answers 200 with its status once it is committed that there is one, 202 if that
     * takes longer, 400 if it cannot be told what is meant, 404 if there is no such source, 409 if a replay is under way, if
     * this relay is not the one that publishes the source, or if nothing can be sent to the topic.
     */
    @WriteOperation
    WebEndpointResponse<Object> begin(@Selector String source, @Nullable Long position, @Nullable String time,
            @Nullable String topic) {
        if ((position == null) == (time == null)) {
            return problem(400, "Either position (a number) or time (2026-01-31T12:00:00Z)");
        }
        Instant since;
        try {
            since = time == null ? null : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException e) {
            return problem(400, e.getMessage());
        }
        return answer(() -> relay.replay(source, position, since, topic));
    }

    /**
     * Stops the one under way. Answers 200 with its status once that is committed, 202 if it takes longer, 404 if there is
     * no such source, 409 if there is no replay, or if this relay is not the one that publishes the source.
     */
    @DeleteOperation
    WebEndpointResponse<Object> end(@Selector String source) {
        return answer(() -> relay.endReplay(source));
    }

    private static WebEndpointResponse<Object> answer(Supplier<Optional<ReplayStatus>> asked) {
        try {
            return asked.get().map(status -> new WebEndpointResponse<Object>(status))
                    .orElseGet(() -> new WebEndpointResponse<>(Map.of("detail",
                            "Under way: see GET /actuator/replay, and the log until it is there"), 202));
        } catch (UnknownSourceException e) {
            return problem(404, e.getMessage());
        } catch (ReplayRefusedException | NotActiveException e) {
            return problem(409, e.getMessage());
        }
    }
}
