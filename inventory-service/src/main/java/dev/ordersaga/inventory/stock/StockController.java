package dev.ordersaga.inventory.stock;

import java.net.URI;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import dev.ordersaga.inventory.Identifier;
import dev.ordersaga.inventory.stock.DeliveryOutcome.KeyReused;
import dev.ordersaga.inventory.stock.DeliveryOutcome.NoRoom;
import dev.ordersaga.inventory.stock.DeliveryOutcome.TakenIn;
import dev.ordersaga.rest.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

@RestController
@RequestMapping(path = "/stock", produces = MediaType.APPLICATION_JSON_VALUE)
class StockController {

    private final JdbcStockItems stock;
    private final Storekeeper storekeeper;

    StockController(JdbcStockItems stock, Storekeeper storekeeper) {
        this.stock = stock;
        this.storekeeper = storekeeper;
    }

    @Schema(name = "Stock")
    record StockView(String sku, long available, long reserved) {

        static StockView of(StockItem item) {
            return new StockView(item.sku(), item.available(), item.reserved());
        }
    }

    /** @param next where the next page begins; absent on the last one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "StockPage")
    record Page(List<StockView> stock, @Nullable String next) {}

    @Schema(name = "DeliveryRequest")
    record DeliveryRequest(@NotNull @Min(1) @Max(1_000_000) Integer quantity) {}

    @GetMapping
    @Operation(summary = "All stock, by sku", description = "Pass next as after to get the next page.")
    Page listStock(@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Identifier @Nullable String after) {
        var found = stock.readAfter(after == null ? "" : after, limit + 1);
        var page = found.stream().limit(limit).map(StockView::of).toList();
        return new Page(page, found.size() > limit ? page.getLast().sku() : null);
    }

    @GetMapping("/{sku}")
    @Operation(summary = "The stock of one sku")
    StockView getStock(@PathVariable @Identifier String sku) {
        return stock.read(sku).map(StockView::of).orElseThrow(() -> Problems.notFound("stock of", sku));
    }

    @PostMapping("/{sku}/deliveries")
    @Operation(summary = "Takes a delivery in", description = "The first delivery opens the stock.")
    @ApiResponse(responseCode = "201", description = "The stock is open", headers = @Header(name = "Location", schema = @Schema(type = "string", format = "uri-reference")))
    @ApiResponse(responseCode = "200", description = "Taken in")
    @ApiResponse(responseCode = "409", ref = "Problem")
    ResponseEntity<StockView> deliver(@PathVariable @Identifier String sku,
            @Parameter(description = "Same key and same request: the first answer again. Same key and another request: 409.") @RequestHeader(name = "Idempotency-Key", required = false) @Identifier @Nullable String idempotencyKey,
            @RequestBody @Valid DeliveryRequest request) {
        return switch (storekeeper.deliver(sku, request.quantity(), idempotencyKey)) {
            case TakenIn(var delivery) -> takenIn(delivery);
            case NoRoom() -> throw Problems.conflict("The stock holds as much as it can");
            case KeyReused() -> throw Problems.conflict("The Idempotency-Key was used with another quantity");
        };
    }

    private static ResponseEntity<StockView> takenIn(Delivery delivery) {
        return ResponseEntity.status(delivery.opening() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(location(delivery.sku()))
                .body(new StockView(delivery.sku(), delivery.level().available(), delivery.level().reserved()));
    }

    private static URI location(String sku) {
        return UriComponentsBuilder.fromPath("/stock/{sku}").encode().build(sku);
    }
}
