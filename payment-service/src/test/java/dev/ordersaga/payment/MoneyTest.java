package dev.ordersaga.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class MoneyTest {

    private static final JsonMapper json = new JsonMapper();

    @ParameterizedTest
    @CsvSource({"37.80,EUR,37.80", "37.8,EUR,37.80", "37,EUR,37.00", "007,EUR,7.00", "0,EUR,0.00", "2400,JPY,2400",
            "2400.00,JPY,2400", "1.234,KWD,1.234", "9999999999999999999,EUR,9999999999999999999.00"})
    void hasExactlyTheFractionDigitsOfItsCurrency(String amount, String currency, String written) {
        var money = Money.of(amount, currency);

        assertThat(json.writeValueAsString(money))
                .isEqualTo("{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(written, currency));
        assertThat(json.readValue(json.writeValueAsString(money), Money.class)).isEqualTo(money);
    }

    @ParameterizedTest
    @CsvSource({"-1,EUR", "1.001,EUR", "0.5,JPY", "1e9,EUR", "1e999999999,EUR", "NaN,EUR", "'',EUR", "1.,EUR", ".5,EUR",
            "'1,50',EUR", "10000000000000000000,EUR", "1,XAU", "1,eur", "1,ZZZ", "1,''"})
    void whatNobodyCanPayIsRefused(String amount, String currency) {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of(amount, currency));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"amount\":\"1.00\"}", "{\"currency\":\"EUR\"}",
            "{\"amount\":null,\"currency\":\"EUR\"}",
            "{\"amount\":\"1.00\",\"currency\":null}", "\"1.00 EUR\""})
    void halfAnAmountIsRefused(String half) {
        assertThatThrownBy(() -> json.readValue(half, Money.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void euroAndYenAreNeverAdded() {
        var euro = Money.of("1", "EUR");
        var yen = Money.zero(Currency.getInstance("JPY"));

        assertThatIllegalArgumentException().isThrownBy(() -> euro.plus(yen));
        assertThatIllegalArgumentException().isThrownBy(() -> euro.minus(yen));
        assertThatIllegalArgumentException().isThrownBy(() -> euro.covers(yen));
    }
}
