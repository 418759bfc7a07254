package dev.ordersaga.relay;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** What an endpoint answers that cannot do what it was asked for. */
final class Problems {

    private Problems() {}

    static WebEndpointResponse<Object> problem(int status, @Nullable String detail) {
        return new WebEndpointResponse<>(Map.of("status", status, "detail", String.valueOf(detail)), status);
    }
}
