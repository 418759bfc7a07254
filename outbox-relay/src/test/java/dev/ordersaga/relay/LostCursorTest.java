package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.ordersaga.relay.RelayProcess.Fate;
import dev.ordersaga.relay.RelayProcess.Point;
import dev.ordersaga.relay.outbox.NoWayOnException;
import dev.ordersaga.relay.outbox.WayOn;
import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source without a cursor: new, or published before; and a cursor whose rows are gone. */
class LostCursorTest {

    private static final String KEY = "a";

    private final String id = "relay-" + UUID.randomUUID();
    private final TestOutbox outbox = TestOutbox.create();
    private final TestTopic topic = TestTopic.create();
    private final List<String> expected = new ArrayList<>();

    @Test
    void aSourceWhoseCursorTopicWasDeletedIsNotPublishedAgainHoweverOftenItIsStarted() {
        publishThree();
        TestTopic.delete("cursors-" + id);
        for (var start = 0; start < 3; start++) {
            try (var relay = start()) {
                stops(relay, SourceState.CURSOR_LOST);
                assertThat(relay.gauge("outbox.relay.lag.rows", "source")).isZero();
                assertThatThrownBy(() -> relay.resume(new WayOn.AtCursor())).isInstanceOf(NoWayOnException.class);
            }
        }
        try (var relay = start()) {
            stops(relay, SourceState.CURSOR_LOST);
            outbox.append(topic.name(), KEY);
            relay.resume(new WayOn.FromNow());
            goesOn(relay);
        }
        try (var relay = start()) {
            goesOn(relay);
        }
    }

    @Test
    void fromTheBeginningAllRowsComeAgainInOrder() {
        publishThree();
        TestTopic.delete("cursors-" + id);
        try (var relay = start()) {
            stops(relay, SourceState.CURSOR_LOST);
            expected.addAll(List.copyOf(expected));
            relay.resume(new WayOn.FromBeginning());
            goesOn(relay);
        }
    }

    @Test
    void fromAPositionOnRowsComeAgainInOrderAndThoseCommittedLateWhereverTheyLie() throws SQLException {
        publishThree();
        TestTopic.delete("cursors-" + id);
        try (var relay = start(); var late = outbox.begin()) {
            stops(relay, SourceState.CURSOR_LOST);
            outbox.append(late, topic.name(), "late");
            expected.add(expected.get(1));
            expected.add(expected.get(2));
            relay.resume(new WayOn.FromPosition(2));
            goesOn(relay);
            late.commit();
            await().until(() -> topic.idsOf("late").size() == 1);
        }
    }

    @Test
    void whoeverIsToldByTheOwnerKnowsThatASourceWasPublishedAlthoughTheBrokerIsANewOne() {
        outbox.withRetention();
        try (var _ = start()) {
            append();
            arrived();
            await().until(() -> !outbox.query("""
                    select relay from outbox_progress where pg_snapshot_xmax(published) > '3'""").isEmpty());
        }
        try (var broker = Infrastructure.newBroker()) {
            broker.start();
            try (var relay = TestRelay.start(id, Map.of("source", outbox.source()), broker.bootstrapServers())) {
                stops(relay, SourceState.CURSOR_LOST);
                assertThat(relay.status("source").lastError()).contains("the table's owner was told");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewSourceIsPublishedAlthoughItsRelayIsKilledAtItsFirstCommit(Point point) {
        append();
        append();
        try (var killed = RelayProcess.start(id, outbox, point, 1, Fate.DIES)) {
            killed.dies();
        }
        try (var killed = RelayProcess.start(id, outbox, point, 1, Fate.DIES)) {
            killed.dies();
        }
        try (var relay = start()) {
            goesOn(relay);
        }
    }

    @Test
    void ofAnEmptyTableNothingCanBeLostNorComeAgain() {
        try (var relay = start()) {
            await().until(() -> relay.status("source").state() == SourceState.ACTIVE);
        }
        TestTopic.delete("cursors-" + id);
        try (var relay = start()) {
            goesOn(relay);
        }
    }

    @Test
    void aTableThatEndsBelowTheCursorIsRecognisedAndGoesOnAtItsCursorWithWhatIsParked() throws SQLException {
        parkOneKeyAndLoseTheLastRow();
        try (var relay = start()) {
            stops(relay, SourceState.SET_BACK);
            assertThat(relay.status("source").lastError()).contains("Position 4 was published, the table ends at 3");
            relay.resume(new WayOn.AtCursor());
            goesOn(relay);
            assertThat(relay.parked()).hasSize(1);
        }
        try (var relay = start()) {
            goesOn(relay);
        }
    }

    @Test
    void parkedKeysAreFreedWhereRowsAreCountedAnew() throws SQLException {
        parkOneKeyAndLoseTheLastRow();
        try (var relay = start()) {
            stops(relay, SourceState.SET_BACK);
            assertThat(relay.parked()).hasSize(1);
            relay.resume(new WayOn.FromNow());
            goesOn(relay);
            assertThat(relay.parked()).isEmpty();
            outbox.append(topic.name(), "parked");
            await().until(() -> topic.idsOf("parked").size() == 1);
        }
        try (var relay = start()) {
            goesOn(relay);
            assertThat(relay.parked()).isEmpty();
        }
    }

    @Test
    void aTableFromWhichAllRowsHaveLeftWasNotSetBack() {
        outbox.withRetention();
        publishThree();
        outbox.execute("truncate outbox");
        try (var relay = start()) {
            goesOn(relay);
        }
        outbox.execute("select setval('outbox_position_seq', 2)");
        outbox.append(topic.name(), KEY);
        try (var relay = start()) {
            await().until(() -> relay.status("source").state() == SourceState.SET_BACK);
        }
    }

    @Test
    void nobodyHasASayWhileTheSourceIsPublished() {
        try (var relay = start()) {
            goesOn(relay);
            assertThatThrownBy(() -> relay.resume(new WayOn.FromBeginning())).isInstanceOf(NotStoppedException.class)
                    .hasMessageContaining("its owner is instance test");
            goesOn(relay);
        }
    }

    private void parkOneKeyAndLoseTheLastRow() throws SQLException {
        try (var relay = start(); var transaction = outbox.begin()) {
            outbox.insert(transaction, topic.name(), "parked", "'x'", "no json");
            transaction.commit();
            append();
            append();
            append();
            arrived();
            await().until(() -> relay.parked().size() == 1);
        }
        outbox.execute("delete from outbox where position = 4");
        outbox.execute("select setval('outbox_position_seq', 3)");
    }

    private void publishThree() {
        try (var relay = start()) {
            append();
            append();
            append();
            arrived();
            await().until(() -> relay.status("source").state() == SourceState.ACTIVE);
        }
    }

    private void append() {
        expected.add(outbox.append(topic.name(), KEY).toString());
    }

    private void arrived() {
        await().untilAsserted(() -> assertThat(topic.idsOf(KEY)).isEqualTo(expected));
    }

    private void stops(TestRelay relay, SourceState state) {
        await().until(() -> relay.status("source").state() == state);
        assertThat(relay.status("source").lastError()).contains("POST /actuator/relay/source");
        assertThat(topic.idsOf(KEY)).isEqualTo(expected);
    }

    private void goesOn(TestRelay relay) {
        await().until(() -> relay.status("source").state() == SourceState.ACTIVE);
        append();
        arrived();
    }

    private TestRelay start() {
        return TestRelay.start(id, Map.of("source", outbox.source()), Infrastructure.kafka().bootstrapServers());
    }
}
