package dev.ordersaga.local.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** An order as order-service shows it. The steps are its saga's timeline; a list of orders leaves them out. */
public record Order(UUID id, String customerId, Status status, @Nullable String reason, List<Line> lines, Money total,
        Instant placedAt, @Nullable List<Step> steps) {

    public enum Status {
        PENDING, CONFIRMED, CANCELLING, CANCELLED
    }

    public record Line(String sku, int quantity) {}

    public record Step(Instant at, String type, String source) {}

    /** Nothing goes on by itself any more. */
    public boolean isSettled() {
        return status == Status.CONFIRMED || status == Status.CANCELLED;
    }

    public List<Step> timeline() {
        return steps == null ? List.of() : steps;
    }

    /** From placing to the last step, both by order-service's clock: how often somebody looked does not count. */
    public Duration age() {
        return timeline().isEmpty() ? Duration.ZERO : Duration.between(placedAt, timeline().getLast().at());
    }

    /** The status, with the reason where there is one. */
    public String outcome() {
        return reason == null ? status.name() : status + " " + reason;
    }
}
