package dev.ordersaga.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import dev.ordersaga.relay.TestOutbox;
import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;

/** What a role that may read the outbox and nothing else sees of the sessions of a source. */
class OutboxWatchTest {

    private static final Membership NOBODY = new Membership(null, List.of(), List.of());
    private static final Duration SIGN_OF_LIFE = Duration.ofMillis(500);

    private final String lock = "relay-" + UUID.randomUUID();
    private final Candidate first = new Candidate("first:8084", "1", 0, 1);
    private final Candidate second = new Candidate("second:8084", "2", 0, 1);
    private final TestOutbox outbox = TestOutbox.create();
    private final OutboxDatabase database = database(outbox, outbox.reader());

    @Test
    void theOwnerAndAllThatOfferThemselves() throws SQLException {
        try (var watch = database.watch(lock, SIGN_OF_LIFE)) {
            assertThat(watch.look()).isEqualTo(NOBODY);
            try (var owner = database.connect(lock, first); var standby = database.connect(lock, second)) {
                assertThat(owner.tryLock()).isTrue();
                assertThat(standby.tryLock()).isFalse();
                assertThat(watch.look().owner()).isEqualTo(first);
                assertThat(watch.look().candidates()).isEmpty();

                standby.offer();
                owner.offer();
                assertThat(watch.look().candidates()).containsExactlyInAnyOrder(first, second);
            }
            await().untilAsserted(() -> assertThat(watch.look()).isEqualTo(NOBODY));
        }
    }

    @Test
    void aCandidateNotHeardForAWhileIsNoneUntilItIsHeardAgain() throws SQLException {
        try (var watch = database.watch(lock, SIGN_OF_LIFE); var standby = database.connect(lock, first)) {
            standby.offer();
            await().untilAsserted(() -> assertThat(watch.look().candidates()).isEmpty());
            standby.giveSignOfLife();
            assertThat(watch.look().candidates()).containsExactly(first);
        }
    }

    @Test
    void whoBelongsToAnotherRoleIsSeenTooAndWhoBelongsToAnotherSourceIsNot() throws SQLException {
        var role = "relay_" + UUID.randomUUID().toString().replace('-', '_');
        asSuperuser("create role %1$s login password '%1$s'".formatted(role));
        try (var watch = database.watch(lock, SIGN_OF_LIFE);
                var other = database(outbox, role).connect(lock, first);
                var elsewhere = database(TestOutbox.create(), outbox.reader()).connect(lock, second);
                var otherLock = database.connect(lock + "-2", second)) {
            other.offer();
            assertThat(other.tryLock()).isTrue();
            elsewhere.offer();
            assertThat(elsewhere.tryLock()).isTrue();
            otherLock.offer();
            assertThat(otherLock.tryLock()).isTrue();
            assertThat(watch.look().owner()).isEqualTo(first);
            assertThat(watch.look().candidates()).containsExactly(first);
        } finally {
            asSuperuser("drop role " + role);
        }
    }

    @Test
    void howFarTheTableGoes() throws SQLException {
        try (var watch = database.watch(lock, SIGN_OF_LIFE)) {
            assertThat(watch.look().positions()).isEmpty();
            outbox.append("topic", "a");
            outbox.append("topic", "a");
            assertThat(watch.look().rowsAbove(0)).isEqualTo(2);
            assertThat(watch.look().rowsAbove(1)).isEqualTo(1);
        }
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (var connection = Infrastructure.postgres().connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static OutboxDatabase database(TestOutbox outbox, String role) {
        return new OutboxDatabase(outbox.url(), role, role, "outbox", Portions.USUAL, 8_000_000, Duration.ofSeconds(
                30));
    }
}
