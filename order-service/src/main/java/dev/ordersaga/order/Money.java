package dev.ordersaga.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

import com.fasterxml.jackson.annotation.JsonFormat;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An amount that is not negative, with exactly the fraction digits of its currency; in JSON
 * {@code {"amount":"37.80","currency":"EUR"}}.
 */
public record Money(
        @JsonFormat(shape = JsonFormat.Shape.STRING) @Schema(type = "string", example = "18.90") BigDecimal amount,
        @Schema(type = "string", description = "ISO 4217", example = "EUR") Currency currency) {

    /** @throws IllegalArgumentException if the amount is negative or too fine, or the currency is none to pay in */
    public Money {
        var digits = currency.getDefaultFractionDigits();
        if (digits < 0) {
            throw new IllegalArgumentException("nobody pays in " + currency);
        }
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("an amount must not be negative, was " + amount);
        }
        if (amount.stripTrailingZeros().scale() > digits) {
            throw new IllegalArgumentException(currency + " has " + digits + " fraction digits, not those of "
                    + amount);
        }
        amount = amount.setScale(digits, RoundingMode.UNNECESSARY);
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
