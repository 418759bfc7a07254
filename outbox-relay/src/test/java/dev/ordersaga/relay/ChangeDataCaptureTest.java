package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.ordersaga.relay.Decisions.Action;
import dev.ordersaga.relay.RelayProcess.Fate;
import dev.ordersaga.relay.RelayProcess.Point;
import dev.ordersaga.relay.cdc.SlotName;
import dev.ordersaga.testing.Infrastructure;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that is read by change data capture: the same promises, the same records, whatever becomes of the slot. */
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
            assertThat(capture(relay).lastError()).isNull();
            assertThat(capture(relay).rows()).isPositive();
        }
    }

    /** Each row is published twice: by a relay that polls, and by one that captures. */
    @ParameterizedTest
    @ValueSource(strings = {"bytea", "text"})
    void theRecordsAreThoseOfPollingByteForByte(String type) throws SQLException {
        outbox.execute("alter table outbox drop constraint outbox_payload_check");
        outbox.execute("alter table outbox alter payload drop not null, alter headers drop not null");
        if (type.equals("text")) {
            outbox.execute("alter table outbox alter payload type text using convert_from(payload, 'utf8')");
        }
        try (var relay = startStreaming();
                var _ = TestRelay.start("polling-" + id, Map.of("source", outbox.source()),
                        Infrastructure.kafka().bootstrapServers())) {
            var rows = List.of("'k', 'T', '{}', '{}'", "'schlüssel', 'Ünï', 'größe €', '{\"ce_source\":\"ä\"}'",
                    "'k', 'T', '', '{\"content-type\":\"text/plain\",\"a\":\"1\"}'", "'k', 'T', null, '{}'",
                    "'k', 'T', '{}', null", "'', '', repeat('0123456789', 100000), '{}'",
                    "repeat('long', 1000), 'T', '{}', '{}'", "E'\\n\\t\"''', 'T', E'\\n', '{}'");
            for (var row : rows) {
                outbox.execute("insert into outbox (topic, id, message_key, type, payload, headers) values ('"
                        + topic.name() + "', gen_random_uuid(), " + convert(row, type) + ")");
                var number = rows.indexOf(row) + 1;
                await().until(() -> topic.records().size() == 2 * number);
            }
            outbox.execute("""
                    insert into outbox (topic, id, message_key, type, payload, headers, created_at)
                    select '%s', gen_random_uuid(), 'k', 'T', '{}', '{}', timestamptz '2026-03-29 01:59:59+01' + t
                      from unnest(array[interval '0.000001', '0.1', '0.999999', '1 second']) as t"""
                    .formatted(topic.name()));
            await().until(() -> topic.records().size() == 2 * (rows.size() + 4));
            var texts = topic.records().stream().map(ChangeDataCaptureTest::text).sorted().toList();
            for (var number = 0; number < texts.size(); number += 2) {
                assertThat(texts.get(number)).isEqualTo(texts.get(number + 1));
            }
            assertThat(capture(relay).rows()).as("rows that came by the stream").isPositive();
        }
    }

    /** The payload, third of the values, is bytes or text. */
    private static String convert(String row, String type) {
        if (type.equals("text")) {
            return row;
        }
        var values = row.split(", ");
        values[values.length - 2] = "convert_to(" + values[values.length - 2] + ", 'utf8')";
        return row.contains("repeat('0")
                ? row.replace("repeat('0123456789', 100000)",
                        "convert_to(repeat('0123456789', 100000), 'utf8')")
                : String.join(", ", values);
    }

    private static String text(ConsumerRecord<String, byte[]> of) {
        return TestTopic.id(of) + of.partition() + of.key() + Arrays.toString(of.value())
                + Arrays.stream(of.headers().toArray())
                        .map(header -> header.key() + Arrays.toString(header.value())).toList();
    }

    @Test
    void aTransactionOpenForLongHoldsUpTheSlotAndNothingElse() throws SQLException {
        try (var open = outbox.begin()) {
            var early = outbox.append(open, topic.name(), "open");
            try (var relay = TestRelay.start(id, Map.of("source", outbox.captured()),
                    Infrastructure.kafka().bootstrapServers())) {
                for (var number = 0; number < 20; number++) {
                    outbox.append(topic.name(), "other");
                }
                topic.receivesExactly(outbox.committed());
                assertThat(capture(relay).streaming()).isFalse();
                open.commit();
                await().until(() -> capture(relay).streaming());
                topic.receivesExactly(outbox.committed());
                assertThat(topic.ids()).contains(early.toString());
            }
        }
    }

    @Test
    void aTransactionOpenForLongHoldsUpNothingWhileRowsAreStreamed() throws SQLException {
        try (var relay = startStreaming(); var open = outbox.begin()) {
            outbox.append(open, topic.name(), "open");
            for (var number = 0; number < 50; number++) {
                outbox.append(topic.name(), "other");
            }
            topic.receivesExactly(outbox.committed());
            assertThat(capture(relay).streaming()).isTrue();
            open.commit();
            topic.receivesExactly(outbox.committed());
        }
    }

    @Test
    void aTransactionOfFiftyThousandRowsIsPublishedWholeWhileOthersFollow() {
        try (var _ = startStreaming(); var writers = Writers.keepOn(outbox, topic)) {
            outbox.execute("""
                    insert into outbox (id, topic, message_key, type, payload, headers)
                    select gen_random_uuid(), '%s', 'large-' || number %% 100, 'Happened', '{}',
                           '{"ce_sequence":"' || (number / 100 + 1) || '"}'
                      from generate_series(0, 49999) as number""".formatted(topic.name()));
            writers.enough();
            topic.receivesExactly(outbox.committed());
        }
    }

    @Test
    void relaysThatPollAndRelaysThatCaptureTakeOverFromEachOtherWithoutGapOrDuplicate() {
        try (var writers = Writers.keepOn(outbox, topic)) {
            for (var round = 0; round < 3; round++) {
                try (var relay = startStreaming()) {
                    await().until(() -> capture(relay).rows() > 10);
                }
                try (var relay = TestRelay.start(id, Map.of("source", outbox.polledAgain()),
                        Infrastructure.kafka().bootstrapServers())) {
                    await().until(() -> relay.status("source").rowsPublished() > 10);
                }
            }
            writers.enough();
            try (var _ = startStreaming()) {
                topic.receivesExactly(outbox.committed());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRelayKilledThereLosesNothingAndRepeatsNothing(Point point) {
        try (var killed = RelayProcess.start(id, outbox.captured(), point, 20, Fate.DIES, false)) {
            killed.says("is read by change data capture");
            try (var writers = Writers.keepOn(outbox, topic)) {
                killed.dies();
                writers.enough();
            }
        }
        try (var _ = startStreaming()) {
            topic.receivesExactly(outbox.committed());
        }
    }

    @Test
    void aStreamThatBreaksOffComesBackAndNoRowIsLost() {
        try (var relay = startStreaming(); var writers = Writers.keepOn(outbox, topic)) {
            for (var round = 0; round < 3; round++) {
                var before = capture(relay).lastErrorAt();
                Slots.terminate(slot);
                await().until(() -> !Objects.equals(capture(relay).lastErrorAt(), before));
                streamsAgain(relay);
            }
            writers.enough();
            topic.receivesExactly(outbox.committed());
        }
    }

    @Test
    void aSlotThatIsDroppedIsMadeAnewAndNoRowIsLost() {
        try (var relay = startStreaming(); var writers = Writers.keepOn(outbox, topic)) {
            Slots.drop(slot);
            await().until(() -> capture(relay).lastError() != null);
            streamsAgain(relay);
            writers.enough();
            topic.receivesExactly(outbox.committed());
        }
    }

    @Test
    void withoutItsPublicationASourceIsPolledAndSaysWhatToDo() {
        try (var relay = startStreaming()) {
            outbox.execute("alter publication outbox_relay set (publish = 'update')");
            await().until(() -> !capture(relay).streaming());
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
            assertThat(capture(relay).lastError()).contains("create publication outbox_relay for table public.outbox");
            outbox.execute("alter publication outbox_relay set (publish = 'insert')");
            streamsAgain(relay);
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
        }
    }

    @Test
    void aRoleThatMayNotReplicateIsPolledAndSaysSo() {
        var source = outbox.source();
        try (var relay = TestRelay.start(id, Map.of("source",
                new RelayProperties.Source(source.url(), source.username(), source.password(), source.table(), false,
                        RelayProperties.ReadingMode.CDC, null, "outbox_relay")),
                Infrastructure.kafka().bootstrapServers())) {
            outbox.append(topic.name(), "a");
            topic.receivesExactly(outbox.committed());
            await().untilAsserted(() -> assertThat(capture(relay).lastError()).contains("replication"));
        }
    }

    @Test
    void anIdleOutboxDoesNotKeepTheServersLog() {
        outbox.execute("create table busy (filling text)");
        try (var relay = startStreaming()) {
            for (var round = 0; round < 3; round++) {
                outbox.execute("insert into busy select repeat('x', 1000) from generate_series(1, 5000)");
                var end = Slots.query("select pg_current_wal_lsn()").getFirst();
                await().until(() -> Slots.query("""
                        select confirmed_flush_lsn >= '%s' from pg_replication_slots where slot_name = '%s'"""
                        .formatted(end, slot)).equals(List.of("t")));
            }
            assertThat(capture(relay).streaming()).isTrue();
        }
    }

    @Test
    void aSourceThatIsReadByPollingAgainLeavesNoSlotBehind() {
        try (var _ = startStreaming()) {
            outbox.append(topic.name(), "a");
        }
        try (var _ = TestRelay.start(id, Map.of("source", outbox.polledAgain()),
                Infrastructure.kafka().bootstrapServers())) {
            await().until(() -> Slots.query("select slot_name from pg_replication_slots where slot_name = '" + slot
                    + "'").isEmpty());
            topic.receivesExactly(outbox.committed());
        }
    }

    @Test
    void aPoisonRowParksItsKeyAloneAndWhenItIsSkippedTheKeyGoesOnInOrder() throws SQLException {
        var expected = new ArrayList<String>();
        try (var relay = startStreaming()) {
            expected.add(outbox.append(topic.name(), "poisoned").toString());
            try (var transaction = outbox.begin()) {
                outbox.insert(transaction, topic.name(), "poisoned", "'x'", "no json");
                expected.add(outbox.append(transaction, topic.name(), "other").toString());
                transaction.commit();
            }
            var waiting = outbox.append(topic.name(), "poisoned").toString();
            expected.add(outbox.append(topic.name(), "other").toString());
            topic.receivesExactly(expected);
            await().until(() -> relay.parked().stream().anyMatch(key -> key.waiting() == 2));

            relay.decide(relay.parked().getFirst(), Action.SKIP);
            expected.add(waiting);
            topic.receivesExactly(expected);
            var narrow = TestTopic.narrow(1_000);
            outbox.execute("""
                    insert into outbox (topic, id, message_key, type, headers, payload)
                    select '%s', gen_random_uuid(), 'large', 'T', '{}', string_agg(sha512(n::text::bytea), '')
                      from generate_series(1, 100) as n""".formatted(narrow.name()));
            await().until(() -> !relay.parked().isEmpty());
            expected.add(outbox.append(topic.name(), "poisoned").toString());
            topic.receivesExactly(expected);
        }
    }

    private TestRelay startStreaming() {
        var relay = TestRelay.start(id, Map.of("source", outbox.captured()),
                Infrastructure.kafka().bootstrapServers());
        streamsAgain(relay);
        return relay;
    }

    private static void streamsAgain(TestRelay relay) {
        await().until(() -> capture(relay).streaming());
    }

    private static StreamMonitor.Status capture(TestRelay relay) {
        return relay.status("source").capture();
    }
}
