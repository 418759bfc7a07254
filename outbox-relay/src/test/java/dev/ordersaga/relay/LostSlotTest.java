package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

import dev.ordersaga.relay.cdc.SlotName;
import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that keeps only so much of its log for a slot. */
class LostSlotTest {

    private final String id = "relay-" + UUID.randomUUID();
    private final TestCluster cluster = TestCluster.start(Map.of("wal_level", "logical", "max_slot_wal_keep_size",
            "16MB", "min_wal_size", "32MB", "max_wal_size", "32MB"));
    private final TestTopic topic = TestTopic.create();

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aLostSlotLosesNoRow() throws SQLException {
        var outbox = cluster.outbox();
        cluster.superuser(outbox::withPublication);
        try (var relay = start(outbox)) {
            await().until(() -> capture(relay).streaming());
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
        }
        outbox.append(topic.name(), "a");
        outbox.execute("create table filling (text text)");
        await().until(() -> {
            outbox.execute("insert into filling select repeat('x', 1000) from generate_series(1, 20000)");
            outbox.execute("checkpoint");
            return outbox.query("select wal_status from pg_replication_slots where slot_name = '"
                    + SlotName.of(id + "_source") + "'").getFirst().equals("lost");
        });
        outbox.append(topic.name(), "a");
        try (var relay = start(outbox)) {
            topic.receivesExactly(outbox.committed());
            await().until(() -> capture(relay).streaming());
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
            assertThat(capture(relay).lastError()).isNull();
        }
    }

    private TestRelay start(TestOutbox outbox) {
        return TestRelay.start(id, Map.of("source", outbox.captured()), Infrastructure.kafka().bootstrapServers());
    }

    private static StreamMonitor.Status capture(TestRelay relay) {
        return relay.status("source").capture();
    }
}
