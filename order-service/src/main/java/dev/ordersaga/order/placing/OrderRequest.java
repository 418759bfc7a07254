package dev.ordersaga.order.placing;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.media.Schema;

import dev.ordersaga.order.Identifier;

record OrderRequest(@NotNull @Identifier String customerId,
        @NotNull @Size(min = 1, max = 100) List<@NotNull @Valid Line> lines) {

    @Schema(name = "OrderRequestLine")
    record Line(@NotNull @Identifier String sku, @NotNull @Min(1) @Max(10_000) Integer quantity) {}

    List<String> skus() {
        return lines.stream().map(Line::sku).distinct().toList();
    }
}
