package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

class MoneyTest {

    private static final JsonMapper json = new JsonMapper();

    @ParameterizedTest
    @CsvSource({"18.9,EUR,18.90", "18.900,EUR,18.90", "0,EUR,0.00", "2400,JPY,2400", "2400.0,JPY,2400", "1.5,KWD,1.500",
            "9999999999,EUR,9999999999.00", "0.0001,CLF,0.0001"})
    void hasTheFractionDigitsOfItsCurrency(String amount, String currency, String written) {
        assertThat(json.writeValueAsString(Money.of(amount, currency)))
                .isEqualTo("{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(written, currency));
    }

    @ParameterizedTest
    @CsvSource({"18.901,EUR", "0.5,JPY", "-1,EUR", "1,XXX", "1,XAU", "1,eur", "1,ABC", "x,EUR", "'',EUR"})
    void isNothingElse(String amount, String currency) {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of(amount, currency));
    }
}
