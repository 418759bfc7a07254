package dev.ordersaga.relay;

import java.util.Map;

import dev.ordersaga.relay.retention.RetentionStatus;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The status of every source at {@code /actuator/relay}. */
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
}
