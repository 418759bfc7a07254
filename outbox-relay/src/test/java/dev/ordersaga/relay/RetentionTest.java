package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;

/** Partitions come and go while services write and the relay publishes. */
class RetentionTest {

    private static final String COUNT = "select count(*) from outbox";

    private final String id = "relay-" + UUID.randomUUID();
    private final TestOutbox outbox = TestOutbox.create();
    private final TestTopic topic = TestTopic.create();

    @Test
    void everyRowArrivesOnceAndNoWriterFailsWhilePartitionsComeAndGo() {
        retention();
        outbox.execute("alter database " + outbox.query("select current_database()").getFirst()
                + " set lock_timeout = '5s'");
        try (var relay = start(); var writers = Writers.start(outbox, topic, 150)) {
            writers.finish();
            topic.receivesExactly(outbox.appended());
            await().untilAsserted(() -> assertThat(relay.retention("source").lastStep()).startsWith("dropped"));
            await().untilAsserted(() -> assertThat(outbox.query(COUNT)).containsExactly("0"));
            assertThat(relay.retention("source").partitions()).isLessThan(10);
            assertThat(relay.status("source").lastError()).isNull();
        }
    }

    @Test
    void aRelayThatWasAwayForLongFindsEveryRowAndTidiesUp() {
        retention();
        try (var _ = start()) {
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.appended());
        }
        for (var number = 0; number < 20; number++) {
            outbox.append(topic.name(), "b");
        }
        outbox.execute("select setval('outbox_position_seq', 999000000000)"); // so much has been written
        for (var number = 0; number < 20; number++) {
            outbox.append(topic.name(), "b");
        }
        assertThat(outbox.query("select count(*) from outbox_default")).containsExactly("20");
        try (var _ = start()) {
            topic.receivesExactly(outbox.appended());
            await().untilAsserted(() -> assertThat(outbox.query(COUNT)).containsExactly("0"));
            outbox.append(topic.name(), "c");
            assertThat(outbox.query("select count(*) from outbox_default")).containsExactly("0");
            topic.receivesExactly(outbox.appended());
        }
    }

    @Test
    void aTransactionOpenForLongLosesNothing() throws SQLException {
        retention();
        try (var _ = start(); var open = outbox.begin()) {
            outbox.append(topic.name(), "before");
            await().untilAsserted(() -> assertThat(outbox.query(COUNT)).containsExactly("0"));
            outbox.append(open, topic.name(), "open");
            for (var number = 0; number < 10; number++) {
                outbox.append(topic.name(), "other");
            }
            topic.receivesExactly(outbox.appended());
            open.commit();
            topic.receivesExactly(outbox.appended());
            await().untilAsserted(() -> assertThat(outbox.query(COUNT)).containsExactly("0"));
        }
    }

    @Test
    void aTableWithoutFunctionsIsPublishedAndKeptAsItIs() {
        try (var relay = start()) {
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
            await().until(() -> relay.retention("source").at() != null);
            assertThat(relay.retention("source").available()).isFalse();
            assertThat(relay.retention("source").lastError()).isNull();
        }
    }

    @Test
    void whatTheTableIsToldAndHoldsIsInTheStatus() {
        retention();
        outbox.execute("update outbox_retention set keep = '7 days'");
        try (var relay = start()) {
            outbox.append(topic.name(), "a");
            await().untilAsserted(() -> assertThat(relay.retention("source")).satisfies(status -> {
                assertThat(status.available()).isTrue();
                assertThat(status.keep()).isEqualTo(Duration.ofDays(7));
                assertThat(status.partitions()).isGreaterThanOrEqualTo(3);
                assertThat(status.bytes()).isPositive();
                assertThat(status.droppedUntil()).isNull();
            }));
            await().untilAsserted(() -> assertThat(outbox.query("select relay from outbox_progress"))
                    .containsOnly(id + "-source"));
        }
    }

    @Test
    void troubleWithRetentionDoesNotDisturbPublishing() {
        retention();
        outbox.execute("drop view outbox_partition cascade");
        try (var relay = start()) {
            await().until(() -> relay.retention("source").lastError() != null);
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
            assertThat(relay.status("source").lastError()).isNull();
        }
    }

    /** Rows leave as soon as they are published, a partition is left as soon as it is a few moments old. */
    private void retention() {
        outbox.withRetention().remember();
        outbox.execute("update outbox_retention set keep = '10 milliseconds', partition_interval = '100 milliseconds'");
    }

    private TestRelay start() {
        return TestRelay.start(id, Map.of("source", outbox.source()), Infrastructure.kafka().bootstrapServers());
    }
}
