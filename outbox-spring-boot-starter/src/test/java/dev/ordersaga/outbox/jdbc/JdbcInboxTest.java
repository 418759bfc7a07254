package dev.ordersaga.outbox.jdbc;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import dev.ordersaga.outbox.Inbox;
import dev.ordersaga.outbox.deadletter.DeadLetterTable;
import dev.ordersaga.outbox.deadletter.Letter;
import dev.ordersaga.outbox.deadletter.RawRecord;
import dev.ordersaga.testing.CountingDataSource;
import dev.ordersaga.testing.Infrastructure;
import dev.ordersaga.testing.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcInboxTest {

    private static final Infrastructure.Database DATABASE = Infrastructure.newDatabase();

    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());
    private final CountingDataSource dataSource = new CountingDataSource(
            new DriverManagerDataSource(DATABASE.jdbcUrl(), DATABASE.username(), DATABASE.password()), statements);
    private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    private final JdbcInbox inbox = new JdbcInbox(jdbc);

    @BeforeEach
    void migrate() {
        OutboxSchema.migrate(dataSource, "", 0);
        statements.clear();
    }

    @Test
    void aMessageIsNewOnceForEachSubscription() {
        var id = UUID.randomUUID();
        assertThat(inbox.register("one", List.of(id))).containsExactly(id);
        assertThat(inbox.register("one", List.of(id))).isEmpty();
        assertThat(inbox.register("other", List.of(id))).containsExactly(id);
    }

    @Test
    void aBatchIsOneStatementAndTellsTheNewFromTheKnown() {
        var known = ids(100);
        inbox.register("one", known);
        statements.clear();

        var fresh = ids(400);
        assertThat(inbox.register("one", Stream.concat(known.stream(), fresh.stream()).toList()))
                .isEqualTo(Set.copyOf(fresh));
        assertThat(statements).hasSize(1);
    }

    @Test
    void whatIsRolledBackIsNewAgain() {
        var ids = ids(3);
        transaction.executeWithoutResult(status -> {
            inbox.register("one", ids);
            status.setRollbackOnly();
        });
        assertThat(inbox.register("one", ids)).hasSize(3);
    }

    @Test
    void twoInstancesWithTheSameBatchInAnotherOrderDoNotDeadlockAndShareIt() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                var ids = ids(200);
                Callable<Integer> forwards = () -> register(ids);
                Callable<Integer> backwards = () -> register(ids.reversed());
                int all = 0;
                for (var result : threads.invokeAll(List.of(forwards, backwards), Patience.LIMIT.toSeconds(),
                        SECONDS)) {
                    all += result.get();
                }
                assertThat(all).isEqualTo(200);
            }
        }
    }

    /** As during a rebalance: the other instance parks the first message of a key, this one has the second as well. */
    @Test
    void whoeverWaitsForAnotherSeesWhatThatOneHasParked() throws Exception {
        var first = UUID.randomUUID();
        var second = UUID.randomUUID();
        var lane = UUID.randomUUID();
        var record = new RawRecord("topic", 0, 1, 0, null, null, List.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var admitted = transaction.execute(_ -> {
                inbox.admit("lanes", List.of(first));
                var other = threads.submit(() -> transaction.execute(_ -> inbox.admit("lanes", List.of(first,
                        second))));
                await().until(() -> !jdbc.queryForList("select 1 from pg_stat_activity "
                        + "where wait_event_type = 'Lock' and query like '%insert into inbox%'").isEmpty());
                new DeadLetterTable(jdbc).park("lanes", new Letter(lane, first, null, record), "poison");
                return other;
            });

            assertThat(requireNonNull(admitted).get(Patience.LIMIT.toSeconds(), SECONDS))
                    .isEqualTo(new Inbox.Admission(Set.of(second), true));
        }
    }

    @Test
    void thatNothingIsHeldIsSaidInTheSameRoundTrip() {
        var ids = ids(3);
        statements.clear();

        assertThat(inbox.admit("free", ids)).isEqualTo(new Inbox.Admission(Set.copyOf(ids), false));
        assertThat(inbox.admit("free", ids)).isEqualTo(new Inbox.Admission(Set.of(), false));
        assertThat(statements).hasSize(2);
    }

    @Test
    void whatIsOldIsForgottenAndTheRestIsNot() {
        var old = ids(5);
        var young = ids(5);
        inbox.register("one", old);
        jdbc.update("update inbox set handled_at = now() - interval '2 days' where message_id = any (?)",
                (Object) old.toArray(UUID[]::new));
        inbox.register("one", young);

        assertThat(inbox.forgetOlderThan(Duration.ofDays(1))).isEqualTo(5);
        assertThat(inbox.register("one", young)).isEmpty();
        assertThat(inbox.register("one", old)).hasSize(5);
    }

    private int register(List<UUID> ids) {
        return requireNonNull(transaction.execute(_ -> inbox.register("one", ids).size()));
    }

    private static List<UUID> ids(int count) {
        return Stream.generate(UUID::randomUUID).limit(count).toList();
    }
}
