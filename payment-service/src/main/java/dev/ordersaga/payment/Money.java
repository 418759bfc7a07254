package dev.ordersaga.payment;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An amount that is not negative, with exactly the fraction digits of its currency; in JSON
 * {@code {"amount":"37.80","currency":"EUR"}}.
 */
public record Money(@JsonFormat(shape = STRING) @Schema(type = "string", example = "37.80") BigDecimal amount,
        @Schema(type = "string", example = "EUR") Currency currency) {

    /** Looked at before anything is computed: a {@code 1e999999999} would take all memory there is. */
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,19}(\\.[0-9]{1,4})?");

    /** @throws IllegalArgumentException if the amount is negative or too fine, or the currency one that nobody pays in */
    public Money {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("an amount must not be negative, was " + amount);
        }
        var digits = digits(currency);
        if (amount.stripTrailingZeros().scale() > digits) {
            throw new IllegalArgumentException(currency + " has " + digits + " fraction digits, was " + amount);
        }
        amount = amount.setScale(digits, RoundingMode.UNNECESSARY);
    }

    /** @throws IllegalArgumentException if that is no amount of that currency */
    @JsonCreator
    public static Money of(@JsonProperty(value = "amount", required = true) String amount,
            @JsonProperty(value = "currency", required = true) String currency) {
        if (!AMOUNT.matcher(amount).matches()) {
            throw new IllegalArgumentException("an amount is a decimal number such as 37.80");
        }
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    public boolean hasCurrencyOf(Money other) {
        return currency.equals(other.currency);
    }

    /** @throws IllegalArgumentException if the currencies differ */
    public boolean covers(Money other) {
        return amount.compareTo(inSameCurrency(other)) >= 0;
    }

    /** @throws IllegalArgumentException if the currencies differ */
    public Money plus(Money other) {
        return new Money(amount.add(inSameCurrency(other)), currency);
    }

    /** @throws IllegalArgumentException if the currencies differ or the result would be negative */
    public Money minus(Money other) {
        return new Money(amount.subtract(inSameCurrency(other)), currency);
    }

    private BigDecimal inSameCurrency(Money other) {
        if (!hasCurrencyOf(other)) {
            throw new IllegalArgumentException(other + " is not in " + currency);
        }
        return other.amount;
    }

    private static int digits(Currency currency) {
        var digits = currency.getDefaultFractionDigits();
        if (digits < 0) {
            throw new IllegalArgumentException("nobody pays in " + currency);
        }
        return digits;
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
