package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.ordersaga.relay.outbox.NoWayOnException;
import dev.ordersaga.relay.outbox.WayOn;
import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Databases that were set back, failed over, recovered or replaced, by the means with which that is done. */
class RestoreTest {

    private static final String KEY = "a";

    private final String id = "relay-" + UUID.randomUUID();
    private final TestTopic topic = TestTopic.create();
    private final TestCluster cluster = TestCluster.start();
    /** What is to lie on the topic, in this order. */
    private final List<String> expected = new ArrayList<>();
    private TestOutbox outbox;

    RestoreTest() throws SQLException {
        outbox = cluster.outbox();
    }

    @BeforeEach
    void publishThreeRowsBeforeTheBackupAndThreeAfterIt() {
        publish(3);
        cluster.backUp();
        publish(3);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void publish(int rows) {
        try (var relay = start()) {
            for (var row = 0; row < rows; row++) {
                appended();
            }
            arrived();
            await().until(() -> relay.status("source").lag() != null);
        }
    }

    @Test
    void aDatabaseThatWasSetBackIsRecognisedEvenIfItHasGoneOnSinceAndGoesOnFromAPosition() {
        cluster.isSetBackToTheBackup();
        for (var row = 0; row < 5; row++) {
            appended(); // takes positions and transactions of rows that were published
        }
        try (var relay = start()) {
            stops(relay, SourceState.SET_BACK, "Position 6 was row");
        }
        try (var relay = start()) {
            stops(relay, SourceState.SET_BACK, "Position 6 was row");
            relay.resume(new WayOn.FromPosition(4));
            goesOn(relay);
        }
    }

    @Test
    void aDatabaseThatWasSetBackIsRecognisedByARelayThatIsThereAllTheTimeAndStaysSo() {
        try (var relay = start()) {
            await().until(() -> relay.status("source").state() == SourceState.ACTIVE);
            cluster.isSetBackToTheBackup();
            stops(relay, SourceState.SET_BACK, "set back to an earlier time");
            for (var row = 0; row < 5; row++) {
                outbox.append(topic.name(), KEY);
            }
            relay.resume(new WayOn.FromNow());
            goesOn(relay);
        }
    }

    @Test
    void aDatabaseThatWasRecoveredIsRecognisedAndGoesOnFromATime() throws IOException {
        cluster.recoversFromTheBackup();
        for (var row = 0; row < 5; row++) {
            appended();
        }
        var since = Instant.parse(outbox.query("""
                select to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') from outbox
                 where position = (select min(position) from outbox where position > 3)""").getFirst());
        try (var relay = start()) {
            await().until(() -> relay.status("source").state().waitsForWord());
            relay.resume(new WayOn.FromTime(since));
            goesOn(relay);
        }
    }

    @Test
    void aStandbyIsNotPublishedAndWhenItIsPromotedSomebodyHasToSayThatNothingWasLost() throws SQLException {
        cluster.becomesAStandby();
        try (var relay = start()) {
            await().untilAsserted(() -> assertThat(relay.status("source").lastError()).contains("targetServerType"));
            assertThat(relay.status("source").state()).isNotEqualTo(SourceState.ACTIVE);
            cluster.isPromoted();
            stops(relay, SourceState.TIMELINE_CHANGED, "The cursor is of timeline 1, the database is on timeline 2");
            appended();
            assertThat(relay.gauge("outbox.relay.lag.rows", "source")).isNotNegative();
            relay.resume(new WayOn.AtCursor());
            goesOn(relay);
        }
        try (var relay = start()) {
            goesOn(relay);
        }
    }

    @Test
    void whereNoTransactionIsEverLostTheSourceGoesOnByItselfOnANewTimeline() throws SQLException {
        cluster.becomesAStandby();
        cluster.isPromoted();
        var source = outbox.source();
        try (var relay = start(new RelayProperties.Source(source.url(), source.username(), source.password(),
                source.table(), true, source.mode(), source.slot(), source.publication()))) {
            goesOn(relay);
            assertThat(Objects.requireNonNull(relay.status("source").cursor()).timeline()).isEqualTo(2);
        }
    }

    @Test
    void anOutboxLoadedIntoAnotherClusterGoesOnOnceItsRowsAreItsOwn() throws SQLException {
        try (var other = TestCluster.start()) {
            var rows = outbox.query("""
                    select format('insert into outbox overriding system value values (%L, %L, %L, %L, %L, %L, %L, %L, %L)',
                                  position, id, topic, message_key, type, payload, headers, 9000000000 + position,
                                  created_at)
                      from outbox order by position""");
            outbox = other.outbox();
            rows.forEach(outbox::execute);
            outbox.execute("select setval('outbox_position_seq', 6)");
            try (var relay = start()) {
                stops(relay, SourceState.FOREIGN_DATABASE, "restored or replaced");
                assertThatThrownBy(() -> relay.resume(new WayOn.FromNow())).isInstanceOf(NoWayOnException.class)
                        .hasMessageContaining("update outbox set transaction_id = default");
                outbox.execute("update outbox set transaction_id = default");
                assertThatThrownBy(() -> relay.resume(new WayOn.AtCursor())).isInstanceOf(NoWayOnException.class)
                        .hasMessageContaining("ask for beginning, now, position or time");
                stops(relay, SourceState.FOREIGN_DATABASE, "restored or replaced");

                relay.resume(new WayOn.FromBeginning());
                expected.addAll(List.copyOf(expected)); // the same ids again
                goesOn(relay);
            }
        }
    }

    private void appended() {
        expected.add(outbox.append(topic.name(), KEY).toString());
    }

    private void arrived() {
        await().untilAsserted(() -> assertThat(topic.idsOf(KEY)).isEqualTo(expected));
    }

    private void stops(TestRelay relay, SourceState state, String why) {
        await().until(() -> relay.status("source").state() == state);
        assertThat(relay.status("source").lastError()).contains(why).contains("POST /actuator/relay/source");
        assertThat(topic.idsOf(KEY)).hasSize(6);
    }

    /** What is expected, and what comes now. */
    private void goesOn(TestRelay relay) {
        await().until(() -> relay.status("source").state() == SourceState.ACTIVE);
        appended();
        arrived();
    }

    private TestRelay start() {
        return start(outbox.source());
    }

    private TestRelay start(RelayProperties.Source source) {
        return TestRelay.start(id, Map.of("source", source), Infrastructure.kafka().bootstrapServers());
    }
}
