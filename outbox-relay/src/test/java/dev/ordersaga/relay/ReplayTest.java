package dev.ordersaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.ordersaga.relay.Decisions.Action;
import dev.ordersaga.relay.RelayProcess.Point;
import dev.ordersaga.relay.outbox.WayOn;
import dev.ordersaga.relay.replay.ReplayStatus.State;
import dev.ordersaga.testing.Infrastructure;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Published rows are published once more. */
class ReplayTest {

    private static final int CLOSED_SOON = 3;

    private final String id = "relay-" + UUID.randomUUID();
    private final TestOutbox outbox = TestOutbox.create();
    private final TestTopic topic = TestTopic.create();
    private final TestTopic other = TestTopic.create();

    @Test
    void whileWritersAreAtWorkEachPublishedRowComesOnceMoreAndEachNewOneOnce() {
        try (var relay = start(); var writers = Writers.keepOn(outbox, topic)) {
            await().until(() -> relay.status("source").rowsPublished() > 300);
            var before = topic.ids();
            relay.replay(1, null);
            var done = relay.replayIs(State.DONE);
            writers.enough();
            await().untilAsserted(() -> assertThat(topic.times().keySet()).containsAll(outbox.committed()));

            var times = topic.times();
            assertThat(times).hasSize(outbox.committed().size()).allSatisfy((_, number) -> assertThat(number)
                    .isBetween(1L, 2L));
            assertThat(before).allSatisfy(row -> assertThat(times).containsEntry(row, 2L));
            assertThat(times.values().stream().filter(number -> number == 2)).hasSize((int) done.rows());
            assertThat(relay.count("outbox.relay.replayed.rows")).isEqualTo((double) done.rows());
            assertThat(relay.status("source").rowsPublished()).isEqualTo(times.size());
            assertThat(done.share()).isEqualTo(1.0);
            inOrder(topic.records());
        }
    }

    @Test
    void rowsGoToAnotherTopicWhileNewOnesGoToTheirOwn() {
        try (var relay = start(); var writers = Writers.keepOn(outbox, topic)) {
            await().until(() -> relay.status("source").rowsPublished() > 300);
            var before = topic.ids();
            relay.replay(1, other.name());
            var done = relay.replayIs(State.DONE);
            writers.enough();
            topic.receivesExactly(outbox.committed());
            var replayed = other.ids();
            assertThat(replayed).hasSize((int) done.rows()).containsAll(before);
            other.receivesExactly(replayed);
            var first = contents(topic);
            assertThat(contents(other)).allSatisfy((row, content) -> assertThat(content).isEqualTo(first.get(row)));
        }
    }

    @Test
    void itBeginsAtAPositionOrAtTheFirstRowOfATime() {
        try (var relay = start()) {
            for (var row = 0; row < 3; row++) {
                outbox.append(topic.name(), "a");
            }
            var rows = outbox.committed();
            topic.receivesExactly(rows);
            var times = new HashMap<>(Map.of(rows.get(0), 1L, rows.get(1), 2L, rows.get(2), 2L));
            relay.replay(2, null);
            assertThat(relay.replayIs(State.DONE).from()).isEqualTo(2);
            await().untilAsserted(() -> assertThat(topic.times()).isEqualTo(times));

            relay.replay(Instant.parse(outbox.query("""
                    select to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from outbox
                     where position = 3""").getFirst()));
            times.put(rows.get(2), 3L);
            await().untilAsserted(() -> assertThat(topic.times()).isEqualTo(times));
            await().untilAsserted(() -> assertThat(relay.replay()).satisfies(status -> {
                assertThat(Objects.requireNonNull(status).state()).isEqualTo(State.DONE);
                assertThat(status.from()).isEqualTo(3);
            }));

            relay.replay(Instant.parse("2999-01-01T00:00:00Z"));
            await().untilAsserted(() -> assertThat(relay.replay()).satisfies(status -> {
                assertThat(Objects.requireNonNull(status).state()).isEqualTo(State.DONE);
                assertThat(status.rows()).isZero();
            }));
            assertThat(topic.times()).isEqualTo(times);
        }
    }

    @Test
    void aLargeGapBetweenPositionsIsNoWork() {
        outbox.withRetention();
        outbox.execute("update outbox_retention set partition_interval = '1 microsecond'");
        try (var relay = start()) {
            for (var partition = 0; partition < 3; partition++) {
                var next = partition;
                outbox.append(topic.name(), "a");
                await().until(() -> Long.parseLong(outbox.query("select outbox_next_position()").getFirst()) >= (next
                        + 1) * 1_000_000_000L);
            }
            topic.receivesExactly(outbox.committed());
            relay.replay(1, null);
            assertThat(relay.replayIs(State.DONE).rows()).isEqualTo(3);
            topic.receivesEach(outbox.committed(), 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRelayKilledThereRepeatsNoneOfItsRowsAndTheNextOneGoesOn(Point point) {
        publishMany();
        try (var killed = RelayProcess.startReplay(id, outbox, point, 3)) {
            killed.dies();
        }
        try (var relay = start()) {
            assertThat(relay.replayIs(State.DONE).rows()).isEqualTo(5_000);
            topic.receivesEach(outbox.committed(), 2);
        }
        try (var relay = start()) {
            publishes(relay);
            assertThat(relay.replay()).as("forgotten when it is over").isNull();
        }
    }

    @Test
    void whileItFailsRowsArePublishedAndTheNextOwnerGoesOn() {
        publishMany();
        var before = outbox.committed();
        try (var relay = start(new Gate(CLOSED_SOON))) {
            await().until(() -> relay.status("source").state() == SourceState.ACTIVE);
            relay.replay(1, other.name());
            var failing = relay.replayIs(State.RETRYING);
            assertThat(failing.lastError()).contains("The gate is closed");
            assertThat(failing.rows()).isPositive();
            publishes(relay);
            assertThat(relay.status("source").lastError()).isNull();
            assertThatThrownBy(() -> relay.replay(1, null)).isInstanceOf(ReplayRefusedException.class)
                    .hasMessageContaining("is under way");
        }
        try (var relay = start()) {
            assertThat(relay.replayIs(State.DONE).rows()).isEqualTo(5_000);
            other.receivesExactly(before);
        }
    }

    @Test
    void itIsStopped() {
        publishMany();
        var gate = new Gate(CLOSED_SOON);
        try (var relay = start(gate)) {
            await().until(() -> relay.status("source").state() == SourceState.ACTIVE);
            assertThatThrownBy(relay::endReplay).isInstanceOf(ReplayRefusedException.class);
            relay.replay(1, other.name());
            relay.replayIs(State.RETRYING);
            var asks = Thread.ofPlatform().start(relay::endReplay);
            await().until(() -> asks.getState() == Thread.State.TIMED_WAITING);
            gate.open();
            var stopped = relay.replayIs(State.STOPPED);
            assertThat(stopped.rows()).isPositive().isLessThan(5_000);
            assertThat(stopped.finishedAt()).isNotNull();
            assertThat(other.ids()).hasSize((int) stopped.rows());
            relay.replay(1, null);
            relay.replayIs(State.DONE);
        }
        try (var relay = start()) {
            publishes(relay);
            assertThat(relay.replay()).isNull();
            assertThat(other.records()).hasSizeLessThan(5_000);
        }
    }

    @Test
    void rowsThatWaitBehindAParkedKeyAreLeftToBePublishedFirst() throws SQLException {
        try (var relay = start(); var transaction = outbox.begin()) {
            var published = new ArrayList<String>();
            published.add(outbox.append(transaction, topic.name(), "parked").toString());
            outbox.insert(transaction, topic.name(), "parked", "'x'", "no json");
            var waiting = outbox.append(transaction, topic.name(), "parked").toString();
            published.add(outbox.append(transaction, topic.name(), "other").toString());
            transaction.commit();
            topic.receivesExactly(published);
            await().until(() -> relay.parked().size() == 1);

            relay.replay(1, null);
            assertThat(relay.replayIs(State.DONE).leftOut()).isZero();
            topic.receivesEach(published, 2);

            relay.decide(relay.parked().getFirst(), Action.SKIP);
            await().until(() -> relay.parked().isEmpty());
            var times = published.stream().collect(toMap(row -> row, _ -> 2L));
            times.put(waiting, 1L);
            await().untilAsserted(() -> assertThat(topic.times()).isEqualTo(times));
        }
    }

    @Test
    void aRowThatCannotBePublishedIsLeftOutAndCounted() throws SQLException {
        var narrow = TestTopic.narrow(8_000);
        try (var relay = start(); var transaction = outbox.begin()) {
            var expected = new ArrayList<String>();
            for (var row = 0; row < 5; row++) {
                expected.add(outbox.append(transaction, topic.name(), "a").toString());
                if (row == 2) {
                    outbox.insert(transaction, topic.name(), "large", "(select string_agg(md5(n::text), '')"
                            + " from generate_series(1, 2000) as n)", "{\"ce_sequence\":\"1\"}");
                }
            }
            transaction.commit();
            topic.receivesExactly(outbox.committed());
            await().until(() -> relay.status("source").caughtUpAt() != null);

            relay.replay(1, narrow.name());
            var done = relay.replayIs(State.DONE);
            assertThat(done.rows()).isEqualTo(5);
            assertThat(done.leftOut()).isEqualTo(1);
            assertThat(done.lastLeftOut()).satisfies(row -> {
                assertThat(Objects.requireNonNull(row).position()).isEqualTo(4);
                assertThat(row.cause().message()).containsPattern("RecordTooLarge|larger than the max");
            });
            narrow.receivesExactly(expected);
        }
    }

    @Test
    void rowsWhoseTopicIsGoneAreLeftOutButAReplayWaitsForTheOneTopicThatItGoesTo() {
        try (var relay = start()) {
            outbox.append(topic.name(), "a");
            outbox.append(other.name(), "b");
            other.receivesExactly(outbox.committed().subList(1, 2));
            await().until(() -> relay.status("source").rowsPublished() == 2);
            TestTopic.delete(topic.name());
            relay.replay(1, null);
            assertThat(relay.replayIs(State.DONE).leftOut()).isEqualTo(1);
            other.receivesEach(outbox.committed().subList(1, 2), 2);

            assertThatThrownBy(() -> relay.replay(1, topic.name())).isInstanceOf(ReplayRefusedException.class)
                    .hasMessageContaining("There is no topic");
        }
    }

    @Test
    void rowsThatAreStillToComeOnceMoreStayInTheTable() {
        outbox.withRetention();
        publishMany();
        var rows = outbox.committed();
        var gate = new Gate(CLOSED_SOON);
        try (var relay = start(gate)) {
            await().until(() -> relay.status("source").state() == SourceState.ACTIVE);
            relay.replay(1, other.name());
            relay.replayIs(State.RETRYING);
            outbox.execute("update outbox_retention set keep = '10 milliseconds',"
                    + " partition_interval = '100 milliseconds'");
            await().until(() -> outbox.query("select outbox_next_position() >= 1000000000").getFirst().equals("t"));
            var looked = relay.retention("source").at();
            await().until(() -> !Objects.equals(relay.retention("source").at(), looked));
            assertThat(outbox.committed()).isEqualTo(rows);

            gate.open();
            relay.replayIs(State.DONE);
            other.receivesExactly(rows);
            await().until(() -> outbox.committed().isEmpty());
        }
    }

    @Test
    void itIsGivenUpInADatabaseThatWasSetBack() throws SQLException {
        try (var cluster = TestCluster.start()) {
            var mine = cluster.outbox();
            mine.append(topic.name(), "a");
            cluster.backUp();
            mine.appendMany(topic.name(), 5_000);
            long replayed;
            try (var relay = start(mine, new Gate(CLOSED_SOON))) {
                await().until(() -> relay.status("source").rowsPublished() == 5_001);
                relay.replay(1, other.name());
                replayed = relay.replayIs(State.RETRYING).rows();
            }
            cluster.isSetBackToTheBackup();
            try (var relay = start(mine, new Gate(Integer.MAX_VALUE))) {
                await().until(() -> relay.status("source").state() == SourceState.SET_BACK);
                relay.resume(new WayOn.FromNow());
                assertThat(relay.replayIs(State.GIVEN_UP).lastError()).contains("set back to an earlier time");
                assertThat(other.ids()).hasSize((int) replayed);
                relay.replay(1, other.name());
                assertThat(relay.replayIs(State.DONE).rows()).isEqualTo(1);
            }
        }
    }

    /** Of each key, the first arrivals and the second ones. */
    private static void inOrder(List<ConsumerRecord<String, byte[]>> records) {
        var seen = new HashSet<String>();
        var versions = new HashMap<String, Long>();
        for (var record : records) {
            var time = seen.add(TestTopic.id(record)) ? "first " : "second ";
            var version = Long.parseLong(TestTopic.header(record, "ce_sequence"));
            assertThat(version).isEqualTo(versions.merge(time + record.key(), 1L, Long::sum));
        }
    }

    /** Key, value and headers, by id. */
    private static Map<String, String> contents(TestTopic of) {
        return of.records().stream().collect(toMap(TestTopic::id, record -> record.key()
                + new String(record.value(), UTF_8) + record.headers()));
    }

    private void publishMany() {
        try (var relay = start()) {
            outbox.appendMany(topic.name(), 5_000);
            await().until(() -> relay.status("source").rowsPublished() == 5_000);
        }
    }

    private void publishes(TestRelay relay) {
        var before = relay.status("source").rowsPublished();
        outbox.append(topic.name(), "new");
        await().until(() -> relay.status("source").rowsPublished() == before + 1);
    }

    private TestRelay start() {
        return start(new Gate(Integer.MAX_VALUE));
    }

    private TestRelay start(Gate gate) {
        return start(outbox, gate);
    }

    private TestRelay start(TestOutbox from, Gate gate) {
        return TestRelay.start(TestRelay.settings(id, Map.of("source", from.source())), "test",
                Infrastructure.kafka().bootstrapServers(), gate::producer);
    }
}
