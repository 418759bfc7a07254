package dev.ordersaga.order.product;

import java.net.URI;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import dev.ordersaga.order.Identifier;
import dev.ordersaga.order.Money;
import dev.ordersaga.rest.Problems;

@RestController
@RequestMapping(path = "/products", produces = MediaType.APPLICATION_JSON_VALUE)
class ProductsController {

    private final PriceList products;

    ProductsController(PriceList products) {
        this.products = products;
    }

    @Schema(name = "Product")
    record ProductView(String sku, String name, Money price) {

        static ProductView of(Product product) {
            return new ProductView(product.sku(), product.name(), product.price());
        }
    }

    /** @param next where the next page begins; absent on the last one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ProductPage")
    record Page(List<ProductView> products, @Nullable String next) {}

    @GetMapping
    @Operation(summary = "The price list, by sku", description = "Pass next as after to get the next page.")
    Page listProducts(@RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Identifier @Nullable String after) {
        var found = products.list(after == null ? "" : after, limit + 1);
        var page = found.stream().limit(limit).map(ProductView::of).toList();
        return new Page(page, found.size() > limit ? page.getLast().sku() : null);
    }

    @GetMapping("/{sku}")
    @Operation(summary = "One product")
    ProductView getProduct(@PathVariable @Identifier String sku) {
        return products.find(sku).map(ProductView::of).orElseThrow(() -> Problems.notFound("product", sku));
    }

    @PutMapping("/{sku}")
    @Operation(summary = "Adds a product or changes it", description = "Orders keep the price that they were placed at.")
    @ApiResponse(responseCode = "201", description = "The product is new")
    @ApiResponse(responseCode = "200", description = "The product has changed")
    ResponseEntity<ProductView> putProduct(@PathVariable @Identifier String sku,
            @RequestBody @Valid ProductRequest request) {
        var product = request.product(sku);
        var answer = products.put(product) ? ResponseEntity.created(location(sku)) : ResponseEntity.ok();
        return answer.body(ProductView.of(product));
    }

    private static URI location(String sku) {
        return UriComponentsBuilder.fromPath("/products/{sku}").encode().build(sku);
    }
}
