package dev.ordersaga.order.viewing;

import java.util.List;
import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;

import dev.ordersaga.order.Identifier;
import dev.ordersaga.order.order.OrderStatus;
import dev.ordersaga.rest.Problems;
import dev.ordersaga.rest.Violation;

@RestController
@RequestMapping("/orders")
class ViewingController {

    private final OrderArchive archive;

    ViewingController(OrderArchive archive) {
        this.archive = archive;
    }

    /** @param next where the next page begins; absent on the last one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "OrderPage")
    record Page(List<OrderView> orders, @Nullable String next) {}

    @GetMapping("/{id}")
    @Operation(summary = "One order, with everything that has happened to it", description = "What is no id of an order, whatever it looks like, is not found.")
    OrderView.WithSteps getOrder(@PathVariable UUID id) {
        return archive.find(id).orElseThrow(() -> Problems.notFound("order", id));
    }

    @GetMapping
    @Operation(summary = "Orders, newest first", description = "Pass next as after to get the next page.")
    Page listOrders(@RequestParam(required = false) @Identifier @Nullable String customerId,
            @RequestParam(required = false) @Nullable OrderStatus status,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String after) {
        var found = archive.list(new OrderArchive.Filter(customerId, status, cursor(after)), limit + 1);
        var page = found.stream().limit(limit).toList();
        return new Page(page, found.size() > limit ? new Cursor(page.getLast().id()).toString() : null);
    }

    private static @Nullable Cursor cursor(@Nullable String after) {
        return after == null
                ? null
                : Cursor.parse(after).orElseThrow(() -> Problems.invalid("The request is not valid",
                        new Violation("after", "must be the next of an earlier page")));
    }
}
