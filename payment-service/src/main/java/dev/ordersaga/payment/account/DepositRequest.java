package dev.ordersaga.payment.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import dev.ordersaga.payment.Money;
import dev.ordersaga.rest.Problems;
import dev.ordersaga.rest.Violation;

record DepositRequest(@NotNull @Valid Amount amount) {

    record Amount(
            @NotNull @Pattern(regexp = "[0-9]{1,13}(\\.[0-9]{1,4})?", message = "must be a decimal number with at most 13 digits before the point, such as 100.00") String amount,
            @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 currency such as EUR") String currency) {}

    Money money() {
        var money = parse();
        if (money.amount().signum() == 0) {
            throw Problems.invalid("The request is not valid", new Violation("amount.amount", "must be more than 0"));
        }
        return money;
    }

    private Money parse() {
        try {
            return Money.of(amount.amount(), amount.currency());
        } catch (IllegalArgumentException e) {
            throw Problems.invalid("The request is not valid", new Violation("amount",
                    "must be an amount of an ISO 4217 currency, with no more fraction digits than the currency has"));
        }
    }
}
