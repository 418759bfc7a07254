package dev.ordersaga.inventory.stock;

import java.net.URI;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

import dev.ordersaga.inventory.stock.DeliveryOutcome.KeyReused;
import dev.ordersaga.inventory.stock.DeliveryOutcome.NoRoom;
import dev.ordersaga.inventory.stock.DeliveryOutcome.TakenIn;
import dev.ordersaga.rest.Problems;

@RestController
@RequestMapping("/stock")
class StockController {

    private static final String VISIBLE = "[!-~]{1,64}";
    private static final String VISIBLE_MESSAGE = "must be 1 to 64 visible ASCII characters";

    private final JpaStockItems stock;
    private final Storekeeper storekeeper;

    StockController(JpaStockItems stock, Storekeeper storekeeper) {
        this.stock = stock;
        this.storekeeper = storekeeper;
    }

    record StockView(String sku, long available, long reserved) {

        static StockView of(StockItem item) {
            return new StockView(item.sku(), item.available(), item.reserved());
        }
    }

    /** @param next what to ask for as {@code after} to get the next page; absent on the last one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StockPage(List<StockView> stock, @Nullable String next) {}

    record DeliveryRequest(@NotNull @Min(1) @Max(1_000_000) Integer quantity) {}

    @GetMapping
    StockPage page(@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Pattern(regexp = VISIBLE, message = VISIBLE_MESSAGE) @Nullable String after) {
        var items = stock.readAfter(after == null ? "" : after, limit + 1).stream().map(StockView::of).toList();
        return items.size() <= limit
                ? new StockPage(items, null)
                : new StockPage(items.subList(0, limit), items.get(limit - 1).sku());
    }

    @GetMapping("/{sku}")
    StockView stock(@PathVariable @Pattern(regexp = VISIBLE, message = VISIBLE_MESSAGE) String sku) {
        return stock.read(sku).map(StockView::of).orElseThrow(() -> Problems.notFound("stock of", sku));
    }

    @PostMapping("/{sku}/deliveries")
    ResponseEntity<StockView> deliver(
            @PathVariable @Pattern(regexp = VISIBLE, message = VISIBLE_MESSAGE) String sku,
            @RequestHeader(name = "Idempotency-Key", required = false) @Pattern(regexp = VISIBLE, message = VISIBLE_MESSAGE) @Nullable String idempotencyKey,
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
                .body(new StockView(delivery.sku(), delivery.available(), delivery.reserved()));
    }

    private static URI location(String sku) {
        return UriComponentsBuilder.fromPath("/stock/{sku}").encode().build(sku);
    }
}
