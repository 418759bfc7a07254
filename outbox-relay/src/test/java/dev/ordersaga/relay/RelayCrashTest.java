package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;

import dev.ordersaga.relay.RelayProcess.Fate;
import dev.ordersaga.relay.RelayProcess.Point;
import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Relays that die or stand still at the worst moments, as processes of their own. */
class RelayCrashTest {

    private static final int NEVER = -1;

    private final String id = "relay-" + UUID.randomUUID();
    private final TestOutbox outbox = TestOutbox.create();
    private final TestTopic topic = TestTopic.create();

    @ParameterizedTest
    @EnumSource
    void aRelayKilledThereLosesNothingAndRepeatsNothing(Point point) {
        outbox.appendMany(topic.name(), 2_000);
        try (var killed = RelayProcess.start(id, outbox, point, 2, Fate.DIES)) {
            killed.dies();
        }
        if (point == Point.BEFORE_COMMIT) {
            assertThat(topic.uncommitted()).as("records sent and not committed").isPositive();
        }
        try (var _ = restart()) {
            topic.receivesExactly(outbox.committed());
        }
    }

    @Test
    void aBacklogIsPublishedInBoundedMemoryAndGoesOnInTheMiddle() {
        outbox.appendMany(topic.name(), 200_000);
        try (var killed = RelayProcess.start(id, outbox, Point.BEFORE_COMMIT, 150, Fate.DIES)) {
            killed.dies();
        }
        try (var second = RelayProcess.start(id, outbox, Point.AFTER_READ, NEVER, Fate.DIES)) {
            topic.receivesExactly(outbox.committed());
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void aStandbyTakesOverFromAKilledRelay() {
        try (var active = RelayProcess.start(id, outbox, Point.AFTER_READ, NEVER, Fate.DIES)) {
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
            try (var standby = restart()) {
                await().until(() -> standby.status("source").state() == SourceState.STANDBY);
                active.kill();
                outbox.append(topic.name(), "a");
                topic.receivesExactly(outbox.committed());
                await().until(() -> standby.status("source").rowsPublished() == 1);
            }
        }
    }

    @Test
    void aRelayThatStoodStillForLongerThanATransactionLastsPublishesNothingMore() {
        outbox.appendMany(topic.name(), 1_000);
        try (var zombie = RelayProcess.start(id, outbox, Point.BEFORE_COMMIT, 2, Fate.STANDS_STILL)) {
            await().until(() -> topic.uncommitted() > 0);
            try (var standby = restart()) {
                await().until(() -> standby.status("source").state() == SourceState.STANDBY);
                topic.receivesExactly(outbox.committed());
                long before = standby.status("source").rowsPublished();

                zombie.goesOn();
                zombie.says("is STANDBY");
                outbox.append(topic.name(), "new");
                topic.receivesExactly(outbox.committed());
                await().until(() -> standby.status("source").rowsPublished() > before);
            }
        }
    }

    private TestRelay restart() {
        return TestRelay.start(id, Map.of("source", outbox.source()), Infrastructure.kafka().bootstrapServers());
    }
}
