package dev.ordersaga.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SnapshotTest {

    private static final JsonMapper JSON = JsonMapper.shared();

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
        var cursor = new Cursor("4711", new Snapshot("5:7:6"), new Cursor.Batch(new Snapshot("9:9:"), 12), 40);
        assertThat(JSON.writeValueAsString(cursor)).isEqualTo("""
                {"system":"4711","published":"5:7:6","batch":{"next":"9:9:","after":12},"position":40}""");
        assertThat(JSON.readValue(JSON.writeValueAsString(cursor), Cursor.class)).isEqualTo(cursor);
    }

    @Test
    void aCursorBetweenBatchesHasNone() {
        var cursor = new Cursor("4711", new Snapshot("5:7:6"), null, 40);
        assertThat(JSON.writeValueAsString(cursor))
                .isEqualTo("{\"system\":\"4711\",\"published\":\"5:7:6\",\"position\":40}");
        assertThat(JSON.readValue(JSON.writeValueAsString(cursor), Cursor.class)).isEqualTo(cursor);
    }
}
