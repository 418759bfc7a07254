package dev.ordersaga.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SnapshotTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final UUID ROW = UUID.fromString("0198e7a2-0000-7000-8000-000000000001");

    @Test
    void tellsWhereTheUnbornBeginAndWhoWasRunning() {
        var snapshot = new Snapshot("10:20:10,14,15");
        assertThat(snapshot.xmax()).isEqualTo(20);
        assertThat(snapshot.running()).isEqualTo("{10,14,15}");
    }

    @Test
    void nobodyWasRunningInAQuietOne() {
        assertThat(new Snapshot("20:20:").running()).isEqualTo("{}");
    }

    @Test
    void isNotMadeOfAnythingElse() {
        assertThatThrownBy(() -> new Snapshot("20:20")).hasMessage("Not a pg_snapshot: 20:20");
    }

    @Test
    void aCursorIsKeptAsPlainJson() {
        var cursor = new Cursor("4711", 3, new Snapshot("5:7:6"), new Cursor.Batch(new Snapshot("9:9:"), 12), 40, ROW);
        assertThat(JSON.writeValueAsString(cursor)).isEqualTo("""
                {"system":"4711","timeline":3,"published":"5:7:6","batch":{"next":"9:9:","after":12},\
                "position":40,"row":"%s"}""".formatted(ROW));
        assertThat(JSON.readValue(JSON.writeValueAsString(cursor), Cursor.class)).isEqualTo(cursor);
    }

    @Test
    void aCursorOfAnOlderRelayAndOneOfALaterRelayAreRead() {
        assertThat(JSON.readValue("""
                {"system":"4711","published":"5:7:6","position":40,"of a later one":true}""", Cursor.class))
                .isEqualTo(new Cursor("4711", null, new Snapshot("5:7:6"), null, 40, null));
    }

    @Test
    void aCursorBetweenBatchesHasNone() {
        var cursor = new Cursor("4711", null, new Snapshot("5:7:6"), null, 40, null);
        assertThat(JSON.writeValueAsString(cursor))
                .isEqualTo("{\"system\":\"4711\",\"published\":\"5:7:6\",\"position\":40}");
        assertThat(JSON.readValue(JSON.writeValueAsString(cursor), Cursor.class)).isEqualTo(cursor);
    }
}
