package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;

/** What a read_committed consumer gets, with the relay on the real database and the real broker. */
class RelayTest {

    private final String id = "relay-" + UUID.randomUUID();
    private final TestOutbox outbox = TestOutbox.create();
    private final TestTopic topic = TestTopic.create();

    @Test
    void publishesWhatIsCommittedOnceAndEachKeyInOrderWhileEightWritersAreAtWork() {
        try (var _ = start(outbox); var writers = Writers.start(outbox, topic, 60)) {
            writers.finish();
            topic.receivesExactly(outbox.committed());
        }
    }

    @Test
    void aTransactionOpenForLongNeitherLosesItsRowsNorHoldsUpOthers() throws SQLException {
        try (var relay = start(outbox); var open = outbox.begin()) {
            var early = outbox.append(open, topic.name(), "open");
            for (var number = 0; number < 20; number++) {
                outbox.append(topic.name(), "other");
            }
            topic.receivesExactly(outbox.committed());
            await().until(() -> relay.status("source").oldestUnpublished() == null);

            open.commit();
            topic.receivesExactly(outbox.committed());
            assertThat(topic.ids()).contains(early.toString());
        }
    }

    @Test
    void aRelayStartedAgainGoesOnWhereItStopped() {
        for (var round = 0; round < 3; round++) {
            try (var _ = start(outbox)) {
                outbox.append(topic.name(), "a");
                outbox.append(topic.name(), "b");
                topic.receivesExactly(outbox.committed());
            }
            outbox.append(topic.name(), "a");
        }
    }

    @Test
    void severalSourcesArePublishedSideBySide() {
        var second = TestOutbox.create();
        var secondTopic = TestTopic.create();
        try (var relay = TestRelay.start(id, Map.of("first", outbox.source(), "second", second.source()), broker())) {
            outbox.append(topic.name(), "a");
            second.append(secondTopic.name(), "a");
            topic.receivesExactly(outbox.committed());
            secondTopic.receivesExactly(second.committed());
            await().untilAsserted(() -> assertThat(List.of(relay.status("first"), relay.status("second")))
                    .allSatisfy(status -> {
                        assertThat(status.state()).isEqualTo(SourceState.ACTIVE);
                        assertThat(status.rowsPublished()).isEqualTo(1);
                        assertThat(status.lastError()).isNull();
                    }));
        }
    }

    @Test
    void ofTwoRelaysOnePublishesAndTheOtherTakesOverAtOnceWhenItStops() {
        try (var first = start(outbox)) {
            await().until(() -> first.status("source").state() == SourceState.ACTIVE);
            try (var second = start(outbox)) {
                await().until(() -> second.status("source").state() == SourceState.STANDBY);
                outbox.append(topic.name(), "a");
                topic.receivesExactly(outbox.committed());
                assertThat(second.status("source").rowsPublished()).isZero();

                first.stop();
                outbox.append(topic.name(), "a");
                topic.receivesExactly(outbox.committed());
                await().until(() -> second.status("source").rowsPublished() == 1);
            }
        }
    }

    @Test
    void aTableThatIsMissingIsWaitedFor() {
        var empty = TestOutbox.withoutTable();
        try (var relay = start(empty)) {
            await().until(() -> relay.status("source").state() == SourceState.WAITING_FOR_TABLE);
            empty.createTable();
            empty.append(topic.name(), "a");
            topic.receivesExactly(empty.committed());
        }
    }

    @Test
    void aDatabaseThatIsNotTheCursorsIsNotPublished() {
        try (var _ = start(outbox)) {
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
        }
        var restored = TestOutbox.create();
        restored.execute("""
                insert into outbox (id, topic, message_key, type, payload, headers, transaction_id)
                values (gen_random_uuid(), '%s', 'k', 'T', '', '{}', '9000000000')""".formatted(topic.name()));
        try (var relay = start(restored)) {
            await().until(() -> relay.status("source").state() == SourceState.FOREIGN_DATABASE);
            assertThat(topic.ids()).hasSize(1);
        }
    }

    @Test
    void anIdleRelayWritesNothingToTheBroker() {
        try (var relay = start(outbox)) {
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
            var before = relay.status("source");
            outbox.execute("select pg_current_xact_id()");
            await().until(() -> {
                var now = relay.status("source").cursor();
                return now != null && !now.equals(before.cursor());
            });
            assertThat(relay.status("source").lastPublishedAt()).isEqualTo(before.lastPublishedAt());
        }
    }

    private TestRelay start(TestOutbox source) {
        return TestRelay.start(id, Map.of("source", source.source()), broker());
    }

    private static String broker() {
        return Infrastructure.kafka().bootstrapServers();
    }
}
