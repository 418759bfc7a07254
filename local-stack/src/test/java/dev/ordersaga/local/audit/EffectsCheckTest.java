package dev.ordersaga.local.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ordersaga.local.audit.EffectsCheck.Picture;

class EffectsCheckTest {

    private static final UUID ORDER = new UUID(0, 1);

    @Test
    void aConfirmedOrderHasAPaymentAndAReservation() {
        assertThat(suspicion("CONFIRMED", true, true)).isEmpty();
        assertThat(suspicion("CONFIRMED", true, false)).isEqualTo("CONFIRMED, but has no reservation");
        assertThat(suspicion("CONFIRMED", false, true)).isEqualTo("CONFIRMED, but has no completed payment");
        assertThat(suspicion("CONFIRMED", false, false))
                .isEqualTo("CONFIRMED, but has neither payment nor reservation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PENDING", "CANCELLING"})
    void anOpenOrderMayHaveAny(String status) {
        assertThat(suspicion(status, true, true)).isEmpty();
        assertThat(suspicion(status, true, false)).isEmpty();
        assertThat(suspicion(status, false, true)).isEmpty();
        assertThat(suspicion(status, false, false)).isEmpty();
    }

    @Test
    void aCancelledOrderHasNone() {
        assertThat(suspicion("CANCELLED", false, false)).isEmpty();
        assertThat(suspicion("CANCELLED", true, false)).isEqualTo("CANCELLED, but has a completed payment");
        assertThat(suspicion("CANCELLED", false, true)).isEqualTo("CANCELLED, but has a reservation");
        assertThat(suspicion("CANCELLED", true, true))
                .isEqualTo("CANCELLED, but has a completed payment and a reservation");
    }

    @Test
    void nobodyPaysForAnOrderThatDoesNotExist() {
        assertThat(EffectsCheck.suspects(new Picture(Map.of(), Set.of(ORDER), Set.of())))
                .containsExactly(Map.entry(ORDER, "a completed payment for an order that does not exist"));
        assertThat(EffectsCheck.suspects(new Picture(Map.of(), Set.of(), Set.of(ORDER))))
                .containsExactly(Map.entry(ORDER, "a reservation for an order that does not exist"));
    }

    private static String suspicion(String status, boolean paid, boolean reserved) {
        var picture = new Picture(Map.of(ORDER, status), paid ? Set.of(ORDER) : Set.of(),
                reserved ? Set.of(ORDER) : Set.of());
        return EffectsCheck.suspects(picture).getOrDefault(ORDER, "");
    }
}
