package dev.ordersaga.relay;

import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;

import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The database and the broker go away under load and come back. */
@Isolated("stops a server that the others use")
class RelayOutageTest {

    private final TestOutbox outbox = TestOutbox.create();
    private final TestTopic topic = TestTopic.create();

    @Test
    void everythingArrivesOnceAlthoughTheBrokerIsKilledUnderLoadAlsoFromARelayStartedWithoutABroker() {
        var second = TestOutbox.create();
        var secondTopic = TestTopic.create();
        try (var relay = start(outbox); var writers = Writers.start(outbox, topic, 60)) {
            await().until(() -> relay.status("source").rowsPublished() > 50);
            Infrastructure.kafka().kill();
            second.append(secondTopic.name(), "a");
            try (var secondRelay = start(second)) {
                await().until(() -> secondRelay.status("source").state() == SourceState.FAILED);
                Infrastructure.kafka().restart();
                writers.finish();
                topic.receivesExactly(outbox.committed());
                secondTopic.receivesExactly(second.committed());
            }
        }
    }

    @Test
    void everythingArrivesOnceAlthoughTheDatabaseIsKilledWhileABacklogIsPublished() {
        outbox.appendMany(topic.name(), 30_000);
        try (var relay = start(outbox)) {
            await().until(() -> relay.status("source").rowsPublished() > 500);
            Infrastructure.postgres().kill();
            Infrastructure.postgres().restart();
            topic.receivesExactly(outbox.committed());
        }
    }

    private TestRelay start(TestOutbox source) {
        return TestRelay.start("relay-" + UUID.randomUUID(), Map.of("source", source.source()),
                Infrastructure.kafka().bootstrapServers());
    }
}
