package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;

import dev.ordersaga.relay.cdc.SlotName;
import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A source that is read by change data capture: the same promises, the same records. */
@Order(1)
class ChangeDataCaptureTest {

    private final String id = "relay-" + UUID.randomUUID();
    private final String slot = SlotName.of(id + "_source");
    private final TestOutbox outbox = TestOutbox.create().withPublication();
    private final TestTopic topic = TestTopic.create();

    @AfterEach
    void dropSlot() {
        Slots.drop(slot);
    }

    @Test
    void publishesWhatIsCommittedOnceAndEachKeyInOrderWhileEightWritersAreAtWork() {
        try (var relay = startStreaming(); var writers = Writers.start(outbox, topic, 60)) {
            writers.finish();
            topic.receivesExactly(outbox.committed());
            assertThat(relay.status("source").capture().lastError()).isNull();
        }
    }

    private TestRelay startStreaming() {
        var relay = TestRelay.start(id, Map.of("source", outbox.captured()),
                Infrastructure.kafka().bootstrapServers());
        await().until(() -> relay.status("source").capture().streaming());
        return relay;
    }
}
