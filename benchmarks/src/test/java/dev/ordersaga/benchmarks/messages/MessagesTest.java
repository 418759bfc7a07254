package dev.ordersaga.benchmarks.messages;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

class MessagesTest {

    private final JsonMapper json = JsonMapper.shared();

    @Test
    void everyPayloadIsJsonOfTheSameLengthThatSaysItsNumber() {
        for (var number : new long[]{0, 1, 9_999, 10_000, 123_456_789}) {
            var payload = Messages.payload(number);
            assertThat(payload).hasSize(Messages.PAYLOAD_BYTES);
            assertThat(json.readTree(payload).get("orderId").asString()).isEqualTo(Messages.key(number));
            assertThat(Messages.number(payload)).isEqualTo(number);
        }
    }

    @Test
    void thePayloadIsWhatTheObjectIsButForItsFilling() {
        var parsed = json.readValue(Messages.payload(42), OrderPlaced.class);

        assertThat(parsed).usingRecursiveComparison().ignoringFields("reference").isEqualTo(Messages.event(42));
    }

    @Test
    void theNumberIsFoundWhereverTheFieldStands() {
        assertThat(Messages.number(json.writeValueAsBytes(Messages.event(77)))).isEqualTo(77);
    }

    @Test
    void aRenumberedPayloadIsACopy() {
        var original = Messages.payload(5);

        assertThat(Messages.number(Messages.renumbered(original, 1_000_000))).isEqualTo(1_000_000);
        assertThat(Messages.number(original)).isEqualTo(5);
    }

    @Test
    void idsAreDistinctAndKeysRepeat() {
        assertThat(LongStream.range(0, 20_000).mapToObj(Messages::id).collect(toSet())).hasSize(20_000);
        assertThat(LongStream.range(0, 20_000).mapToObj(Messages::key).collect(toSet())).hasSize(Messages.KEYS);
    }
}
