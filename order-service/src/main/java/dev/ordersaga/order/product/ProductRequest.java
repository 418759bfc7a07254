package dev.ordersaga.order.product;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import dev.ordersaga.order.Money;
import dev.ordersaga.rest.Problems;
import dev.ordersaga.rest.Violation;

record ProductRequest(
        @NotNull @Pattern(regexp = "(?=.*\\S)[^\\p{C}\\p{Zl}\\p{Zp}]{1,200}", message = "must be 1 to 200 printable characters") String name,
        @NotNull @Valid Price price) {

    /** The amount is looked at as text first: computing with 1e999999999 would take all memory there is. */
    record Price(
            @NotNull @Pattern(regexp = "(0|[1-9][0-9]{0,9})(\\.[0-9]{1,4})?", message = "must be a decimal number with at most 10 digits before the point, such as 18.90") String amount,
            @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 currency such as EUR") String currency) {}

    Product product(String sku) {
        try {
            return new Product(sku, name, Money.of(price.amount, price.currency));
        } catch (IllegalArgumentException e) {
            throw Problems.invalid("The request is not valid", new Violation("price",
                    "must be an amount of an ISO 4217 currency, with no more fraction digits than the currency has"));
        }
    }
}
