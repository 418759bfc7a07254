package dev.ordersaga.relay.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.ordersaga.relay.outbox.OutboxRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaRecordsTest {

    private final KafkaRecords records = new KafkaRecords();

    @Test
    void aRowIsACloudEventInBinaryMode() {
        var record = records.record(row("{\"ce_source\":\"/order-service\",\"ce_sequence\":\"3\"}"));

        assertThat(record.topic()).isEqualTo("order-events");
        assertThat(record.partition()).as("left to the key").isNull();
        assertThat(record.timestamp()).as("left to the broker's clients").isNull();
        assertThat(new String(record.key(), UTF_8)).isEqualTo("schlüssel");
        assertThat(new String(record.value(), UTF_8)).isEqualTo("{}");
        assertThat(headers("{\"ce_source\":\"/order-service\",\"ce_sequence\":\"3\"}")).containsExactly(
                "ce_specversion=1.0",
                "ce_id=0198f0c2-5b1e-7000-8000-000000000001",
                "ce_type=OrderPlaced",
                "ce_time=2026-03-01T12:00:00.000120Z",
                "content-type=application/json",
                "ce_source=/order-service",
                "ce_sequence=3");
    }

    @Test
    void furtherHeadersGoOutAsTheyAre() {
        assertThat(headers("{\"a\":\"\\u00e4 \\\"quoted\\\" \\n\",\"A\":\"\",\"a\":\"again\"}"))
                .endsWith("a=ä \"quoted\" \n", "A=", "a=again");
        assertThat(headers("{\"ä\":\"ü, {}:\",\"A\":\"\",\"\":\"no name\"}")).endsWith("ä=ü, {}:", "A=", "=no name");
        assertThat(headers(" { \"a\" : \"b\" } ")).endsWith("a=b");
        assertThat(headers("{}")).hasSize(5);
    }

    @Test
    void aRowMayHaveAnotherContentType() {
        assertThat(headers("{\"content-type\":\"application/avro\"}")).containsOnlyOnce("content-type=application/avro")
                .doesNotContain("content-type=application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{\"a\":1}", "{\"a\":null}", "{\"a\":{}}", "no json", "{\"a\"}",
            "{\"a\":}", "{\"a\":\"b}",
            "{\"a\":\"b\",}", "{\"a\":\"b\"\"c\":\"d\"}", "{\"a\":\"b\nc\"}"})
    void headersThatAreNoObjectOfStringsAreRefused(String json) {
        assertThatThrownBy(() -> records.record(row(json))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void whereverInAValueSomethingUnusualStands() {
        for (var length = 0; length <= 20; length++) {
            for (var at = 0; at <= length; at++) {
                var before = "x".repeat(at);
                var after = "y".repeat(length - at);
                assertThat(headers("{\"a\":\"" + before + "é~\u007f" + after + "\"}"))
                        .endsWith("a=" + before + "é~\u007f" + after);
                assertThat(headers("{\"" + before + "\\\"" + after + "\":\"b\"}"))
                        .endsWith(before + "\"" + after + "=b");
                var control = "{\"a\":\"" + before + "\u001f" + after + "\"}";
                assertThatThrownBy(() -> records.record(row(control))).isInstanceOf(RuntimeException.class);
            }
        }
    }

    private List<String> headers(String json) {
        var headers = new ArrayList<String>();
        records.record(row(json)).headers()
                .forEach(header -> headers.add(header.key() + "=" + new String(header.value(), UTF_8)));
        return headers;
    }

    private static OutboxRow row(String headers) {
        return new OutboxRow(7, UUID.fromString("0198f0c2-5b1e-7000-8000-000000000001"), "order-events",
                "schlüssel".getBytes(UTF_8), "OrderPlaced", Instant.parse("2026-03-01T12:00:00.00012Z"), false,
                "{}".getBytes(UTF_8), headers.getBytes(UTF_8));
    }
}
