package dev.ordersaga.order.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void isReadAsItWasWritten() {
        var cursor = new Cursor(UUID.randomUUID());

        assertThat(Cursor.parse(cursor.toString())).contains(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "=", "AAAA", "0198f5a0-0000-7000-8000-000000000001", "\u0000",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void isNothingElse(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
