package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.ordersaga.relay.Decisions.Action;
import dev.ordersaga.relay.RelayProcess.Fate;
import dev.ordersaga.relay.RelayProcess.Point;
import dev.ordersaga.relay.parking.ParkedKey;
import dev.ordersaga.testing.Infrastructure;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that can never be published, or not for the time being, among others. */
class PoisonRowsTest {

    private static final int NARROW = 8_000;
    private static final String LARGE = "(select string_agg(md5(n::text), '') from generate_series(1, 2000) as n)";

    private final String id = "relay-" + UUID.randomUUID();
    private final TestOutbox outbox = TestOutbox.create();
    private final TestTopic topic = TestTopic.narrow(NARROW);
    private final List<String> expected = new ArrayList<>();

    /** What makes a row one. */
    enum Poison {
        LARGER_THAN_THE_TOPIC_TAKES("RecordTooLarge|larger than the max") {
            @Override
            UUID insert(TestOutbox outbox, Connection connection, TestTopic topic) {
                return outbox.insert(connection, topic.name(), "poisoned", LARGE, "{}");
            }
        },
        LARGER_THAN_A_REQUEST("max.request.size|larger than") {
            @Override
            UUID insert(TestOutbox outbox, Connection connection, TestTopic topic) {
                return outbox.insert(connection, topic.name(), "poisoned", "'x'",
                        "{\"large\":\"" + "x".repeat(2_000_000) + "\"}");
            }
        },
        LARGER_THAN_THE_RELAY_READS("relay.row-bytes") {
            @Override
            UUID insert(TestOutbox outbox, Connection connection, TestTopic topic) {
                return outbox.insert(connection, topic.name(), "poisoned", "'x'",
                        "{\"large\":\"" + "x".repeat(9_000_000) + "\"}");
            }
        },
        NO_SUCH_TOPIC("There is no topic") {
            @Override
            UUID insert(TestOutbox outbox, Connection connection, TestTopic topic) {
                return outbox.insert(connection, "missing-" + UUID.randomUUID(), "poisoned", "'x'", "{}");
            }
        },
        NO_NAME_OF_A_TOPIC("No topic can be named") {
            @Override
            UUID insert(TestOutbox outbox, Connection connection, TestTopic topic) {
                return outbox.insert(connection, "töpic\n", "poisoned", "'x'", "{}");
            }
        },
        FORBIDDEN_TOPIC("(?i)authoriz|not allowed") {
            @Override
            UUID insert(TestOutbox outbox, Connection connection, TestTopic topic) {
                var forbidden = TestTopic.create();
                var _ = forbidden.forbid();
                return outbox.insert(connection, forbidden.name(), "poisoned", "'x'", "{}");
            }
        },
        HEADERS_THAT_ARE_NO_JSON("Unrecognized token") {
            @Override
            UUID insert(TestOutbox outbox, Connection connection, TestTopic topic) {
                return outbox.insert(connection, topic.name(), "poisoned", "'x'", "no json");
            }
        },
        HEADERS_THAT_ARE_NO_STRINGS("is no JSON string") {
            @Override
            UUID insert(TestOutbox outbox, Connection connection, TestTopic topic) {
                return outbox.insert(connection, topic.name(), "poisoned", "'x'", "{\"a\":[1]}");
            }
        };

        private final String cause;

        Poison(String cause) {
            this.cause = cause;
        }

        abstract UUID insert(TestOutbox outbox, Connection connection, TestTopic topic);
    }

    @ParameterizedTest
    @EnumSource
    void aPoisonRowParksItsKeyAloneAndWhenItIsSkippedTheKeyGoesOnInOrder(Poison poison) throws SQLException {
        try (var relay = start()) {
            try (var transaction = outbox.begin()) {
                publishes(transaction, "poisoned");
                publishes(transaction, "other");
                poison.insert(outbox, transaction, topic);
                var waiting = new ArrayList<String>();
                for (var number = 0; number < 3; number++) {
                    waiting.add(outbox.append(transaction, topic.name(), "poisoned").toString());
                    publishes(transaction, "other-" + number);
                }
                publishes(transaction, "other");
                transaction.commit();

                topic.receivesExactly(expected);
                waiting.add(outbox.append(topic.name(), "poisoned").toString());
                expected.add(outbox.append(topic.name(), "other").toString());
                topic.receivesExactly(expected);
                await().untilAsserted(() -> assertThat(relay.parked()).singleElement().satisfies(key -> {
                    assertThat(key.key()).isEqualTo("poisoned");
                    assertThat(key.row().position()).isEqualTo(3);
                    assertThat(key.cause().message()).containsPattern(poison.cause);
                    assertThat(key.waiting()).isEqualTo(5);
                }));
                expected.addAll(waiting);
            }

            relay.decide(relay.parked().getFirst(), Action.SKIP);
            topic.receivesExactly(expected);
            await().until(() -> relay.parked().isEmpty());
            expected.add(outbox.append(topic.name(), "poisoned").toString());
            topic.receivesExactly(expected);
        }
    }

    @Test
    void aRowIsPublishedByARetryOnceItsCauseIsGoneAndWhatFollowsIsInOrder() throws SQLException {
        try (var relay = start()) {
            try (var transaction = outbox.begin()) {
                publishes(transaction, "a");
                expected.add(outbox.insert(transaction, topic.name(), "large", LARGE, "{\"ce_sequence\":\"1\"}")
                        .toString());
                transaction.commit();
            }
            await().until(() -> !relay.parked().isEmpty());
            var parked = relay.parked().getFirst();
            relay.decide(parked, Action.RETRY);
            await().until(() -> relay.parked().getFirst().cause().at().isAfter(parked.cause().at()));

            topic.takes(1_000_000);
            relay.decide(relay.parked().getFirst(), Action.RETRY);
            topic.receivesExactly(expected);
            assertThatThrownBy(() -> relay.decide(parked, Action.SKIP)).isInstanceOf(NotParkedException.class);
        }
    }

    @Test
    void aRowThatIsRejectedAgainIsParkedAgainAlsoWhileOthersKeepTheRelayBusy() throws SQLException {
        var aborted = new AtomicInteger();
        try (var relay = TestRelay.start(id, Map.of("source", outbox.source()),
                Infrastructure.kafka().bootstrapServers(), producer -> counting(producer, aborted));
                var writers = Writers.start(outbox, topic, Integer.MAX_VALUE)) {
            try (var transaction = outbox.begin()) {
                outbox.insert(transaction, topic.name(), "large", LARGE, "{\"ce_sequence\":\"1\"}");
                transaction.commit();
            }
            await().until(() -> !relay.parked().isEmpty());
            for (var time = 0; time < 5; time++) {
                var parked = relay.parked().getFirst();
                relay.decide(parked, Action.RETRY);
                await().until(() -> relay.parked().getFirst().cause().at().isAfter(parked.cause().at()));
            }
            writers.enough();
            assertThat(aborted).as("transactions that were aborted, one for each time").hasValueLessThan(12);
        }
    }

    private static Producer<byte[], byte[]> counting(Producer<byte[], byte[]> producer, AtomicInteger aborted) {
        return WatchedProducer.of(producer, method -> {
            if (method.equals("abortTransaction")) {
                aborted.incrementAndGet();
            }
        });
    }

    @Test
    void rowsToATopicThatIsMissingAreTriedAgainByThemselves() {
        var missing = TestTopic.missing();
        try (var relay = start()) {
            outbox.append(missing.name(), "a");
            outbox.append(missing.name(), "b");
            outbox.append(missing.name(), "a");
            await().until(() -> relay.parked().stream().mapToLong(ParkedKey::waiting).sum() == 3);
            missing.make();
            missing.receivesExactly(outbox.committed());
            await().until(() -> relay.parked().isEmpty());
        }
    }

    @Test
    void rowsToATopicThatIsForbiddenAreTriedAgainByThemselves() throws SQLException {
        var forbidden = TestTopic.create();
        var right = forbidden.forbid();
        try (var relay = start(); var transaction = outbox.begin()) {
            for (var number = 0; number < 30; number++) {
                outbox.append(transaction, forbidden.name(), "key-" + number % 15);
            }
            transaction.commit();
            await().until(() -> relay.parked().stream().mapToLong(ParkedKey::waiting).sum() == 30);
            right.close();
            forbidden.receivesExactly(outbox.committed());
        }
    }

    @Test
    void aKeyIsParkedAgainAtTheNextRowThatCannotBePublished() throws SQLException {
        try (var relay = start()) {
            try (var transaction = outbox.begin()) {
                for (var number = 0; number < 3; number++) {
                    outbox.insert(transaction, topic.name(), "poisoned", "'x'", "no json");
                    publishes(transaction, "poisoned");
                }
                transaction.commit();
            }
            for (var position = 1L; position <= 5; position += 2) {
                long parkedAt = position;
                await().until(() -> relay.parked().stream().anyMatch(key -> key.row().position() == parkedAt));
                long rest = 7 - position;
                await().until(() -> relay.parked().getFirst().waiting() == rest);
                relay.decide(relay.parked().getFirst(), Action.SKIP);
            }
            topic.receivesExactly(expected);
        }
    }

    @Test
    void aRelayThatTakesOverKnowsWhatIsParkedAndWhatWaits() throws SQLException {
        try (var transaction = outbox.begin()) {
            outbox.insert(transaction, topic.name(), "parked", "'x'", "no json");
            transaction.commit();
        }
        try (var relay = start()) {
            await().until(() -> relay.parked().size() == 1);
            expected.add(outbox.append(topic.name(), "parked").toString());
            await().until(() -> relay.parked().getFirst().waiting() == 2);
        }
        try (var relay = start()) {
            await().until(() -> relay.parked().size() == 1);
            expected.add(outbox.append(topic.name(), "parked").toString());
            await().until(() -> relay.parked().getFirst().waiting() == 3);
            assertThat(topic.ids()).isEmpty();
            relay.decide(relay.parked().getFirst(), Action.SKIP);
            topic.receivesExactly(expected);
        }
        try (var relay = start()) {
            expected.add(outbox.append(topic.name(), "other").toString());
            topic.receivesExactly(expected);
            assertThat(relay.parked()).isEmpty();
        }
    }

    /** Whatever the writers did wrong: their rows are out of order, none is lost and none comes twice. */
    @Test
    void aRowThatIsCommittedLateIntoAParkedKeyWaitsToo() throws SQLException {
        try (var relay = start(); var late = outbox.begin()) {
            var before = outbox.insert(late, topic.name(), "parked", "'x'", "{\"ce_sequence\":\"3\"}");
            outbox.insert(late, "missing-" + UUID.randomUUID(), "other", "'x'", "{}");
            try (var early = outbox.begin()) {
                expected.add(outbox.insert(early, topic.name(), "parked", "'x'", "{\"ce_sequence\":\"1\"}").toString());
                early.commit();
            }
            topic.receivesExactly(expected);
            try (var poison = outbox.begin()) {
                outbox.insert(poison, topic.name(), "parked", "'x'", "no json");
                poison.commit();
            }
            await().until(() -> relay.parked().size() == 1);
            late.commit();
            await().until(() -> relay.parked().size() == 2);
            relay.decide(parked(relay, "parked"), Action.SKIP);
            await().until(() -> relay.parked().size() == 1);
            assertThat(topic.ids()).containsExactlyInAnyOrder(expected.getFirst(), before.toString());
        }
    }

    @Test
    void withTooManyParkedKeysTheSourceWaitsAndSaysSo() throws SQLException {
        var missing = TestTopic.missing();
        try (var transaction = outbox.begin()) {
            for (var number = 0; number < 30; number++) {
                outbox.append(transaction, missing.name(), "key-" + number);
            }
            transaction.commit();
        }
        try (var relay = start()) {
            await().until(() -> relay.status("source").state() == SourceState.FAILED);
            assertThat(relay.status("source").lastError()).startsWith("20 keys are parked, as many as may be");
            missing.make();
            missing.receivesExactly(outbox.committed());
        }
    }

    @ParameterizedTest
    @EnumSource
    void poisonIsParkedOnceAlthoughTheRelayIsKilled(Point point) throws SQLException {
        try (var transaction = outbox.begin()) {
            for (var number = 0; number < 40; number++) {
                for (var row = 0; row < 15; row++) {
                    expected.add(outbox.append(transaction, topic.name(), "key-" + number).toString());
                }
                if (number % 4 == 3) {
                    outbox.insert(transaction, topic.name(), "key-" + (number - 1), number % 8 == 3 ? LARGE : "'x'",
                            "no json".repeat(number % 8 / 7) + "{}");
                }
            }
            transaction.commit();
        }
        try (var killed = RelayProcess.start(id, outbox, point, 2, Fate.DIES)) {
            killed.dies();
        }
        try (var relay = start()) {
            topic.receivesExactly(expected);
            await().until(() -> relay.parked().size() == 10);
            for (var key : relay.parked()) {
                relay.decide(key, Action.SKIP);
            }
            await().until(() -> relay.parked().isEmpty());
            expected.add(outbox.append(topic.name(), "key-2").toString());
            topic.receivesExactly(expected);
        }
    }

    private static ParkedKey parked(TestRelay relay, String key) {
        return relay.parked().stream().filter(parked -> parked.key().equals(key)).findFirst().orElseThrow();
    }

    private void publishes(Connection transaction, String key) throws SQLException {
        expected.add(outbox.append(transaction, topic.name(), key).toString());
    }

    private TestRelay start() {
        return TestRelay.start(id, Map.of("source", outbox.source()), Infrastructure.kafka().bootstrapServers());
    }
}
