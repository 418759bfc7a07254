package dev.ordersaga.order.viewing;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import org.jspecify.annotations.Nullable;

import io.swagger.v3.oas.annotations.media.Schema;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.order.CancellationReason;
import dev.ordersaga.order.order.Order;
import dev.ordersaga.order.order.OrderLine;
import dev.ordersaga.order.order.OrderStatus;
import dev.ordersaga.order.order.OrderStep;

/** An order as a customer sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Order")
public record OrderView(UUID id, String customerId, OrderStatus status, @Nullable CancellationReason reason,
        List<Line> lines, Money total, Instant placedAt) {

    @Schema(name = "OrderLine")
    public record Line(String sku, int quantity, Money unitPrice) {

        static Line of(Order order, OrderLine line) {
            return new Line(line.sku(), line.quantity(), order.unitPrice(line));
        }
    }

    /** @param source the service that has told it */
    @Schema(name = "OrderStep")
    record Step(Instant at, String type, String source) {

        static Step of(OrderStep step) {
            return new Step(step.at(), step.type(), step.source());
        }
    }

    @Schema(name = "OrderWithSteps")
    record WithSteps(@JsonUnwrapped OrderView order, List<Step> steps) {

        static WithSteps of(Order order, List<OrderStep> steps) {
            return new WithSteps(OrderView.of(order), steps.stream().map(Step::of).toList());
        }
    }

    /** As it is now. */
    public static OrderView of(Order order) {
        return of(order, order.status(), order.reason());
    }

    /** As it was when it was placed: all the rest never changes. */
    public static OrderView asPlaced(Order order) {
        return of(order, OrderStatus.PENDING, null);
    }

    private static OrderView of(Order order, OrderStatus status, @Nullable CancellationReason reason) {
        var lines = order.lines().stream().map(line -> Line.of(order, line)).toList();
        return new OrderView(order.id(), order.customerId(), status, reason, lines, order.total(), order.placedAt());
    }

    public URI location() {
        return URI.create("/orders/" + id);
    }
}
