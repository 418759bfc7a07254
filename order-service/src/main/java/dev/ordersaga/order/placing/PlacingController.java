package dev.ordersaga.order.placing;

import java.util.List;
import java.util.stream.IntStream;

import jakarta.validation.Valid;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import dev.ordersaga.order.Identifier;
import dev.ordersaga.order.placing.Placement.DifferentCurrencies;
import dev.ordersaga.order.placing.Placement.KeyReused;
import dev.ordersaga.order.placing.Placement.Placed;
import dev.ordersaga.order.placing.Placement.UnknownSkus;
import dev.ordersaga.order.viewing.OrderView;
import dev.ordersaga.rest.Problems;
import dev.ordersaga.rest.Violation;

@RestController
class PlacingController {

    private final Placing placing;

    PlacingController(Placing placing) {
        this.placing = placing;
    }

    @PostMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Places an order", description = "It is PENDING then; GET it to see how it goes on.")
    @ApiResponse(responseCode = "202", description = "Placed, now or by the same request before", headers = @Header(name = "Location", description = "Where the order can be seen", schema = @Schema(type = "string", format = "uri-reference")))
    @ApiResponse(responseCode = "409", ref = "Problem")
    @ApiResponse(responseCode = "422", ref = "Problem")
    ResponseEntity<OrderView> placeOrder(
            @Parameter(description = "Same key and same request: the first answer again. Same key and another request: 409.") @RequestHeader(name = "Idempotency-Key", required = false) @Identifier @Nullable String key,
            @RequestBody @Valid OrderRequest request) {
        return switch (placing.place(request, key)) {
            case Placed(var order) -> ResponseEntity.accepted().location(order.location()).body(order);
            case UnknownSkus(var skus) -> throw Problems.unprocessable("There is no product " + String.join(", ", skus),
                    violations(request, skus));
            case DifferentCurrencies(var currencies) ->
                throw Problems.unprocessable("An order has one currency, these products have " + currencies);
            case KeyReused() -> throw Problems.conflict("The Idempotency-Key was used for another request");
        };
    }

    private static Violation[] violations(OrderRequest request, List<String> unknown) {
        var lines = request.lines();
        return IntStream.range(0, lines.size())
                .filter(index -> unknown.contains(lines.get(index).sku()))
                .mapToObj(index -> new Violation("lines[" + index + "].sku", "is unknown"))
                .toArray(Violation[]::new);
    }
}
