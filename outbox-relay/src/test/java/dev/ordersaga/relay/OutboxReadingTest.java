package dev.ordersaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.Deviation;
import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.outbox.OutboxReader;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.Candidate;
import dev.ordersaga.relay.outbox.OutboxSession;
import dev.ordersaga.relay.outbox.KeyName;
import dev.ordersaga.relay.outbox.Page;
import dev.ordersaga.relay.outbox.PageLimit;
import dev.ordersaga.relay.outbox.Portions;
import dev.ordersaga.relay.outbox.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** What a reader hands out, on the real database, with every commit, rollback and crash placed by hand. */
class OutboxReadingTest {

    /** Small enough for every way of reading to have its turn. */
    private static final Portions PORTIONS = new Portions(2, 5, 15, new PageLimit(3, DataSize.ofMegabytes(1)));
    private static final long ROW_BYTES = 2_000_000;

    private final TestOutbox outbox = TestOutbox.create();
    private final Published published = new Published(outbox);

    @AfterEach
    void disconnect() throws SQLException {
        published.session.close();
    }

    @Test
    void aTransactionThatTakesItsPositionsFirstAndCommitsLastLosesNothing() throws SQLException {
        try (var slow = outbox.begin()) {
            var first = outbox.append(slow, "t", "slow");
            var second = outbox.append("t", "fast");
            published.readsAll();
            assertThat(published.ids).containsExactly(second.toString());

            slow.commit();
            published.readsAll();
            assertThat(published.ids).containsExactly(second.toString(), first.toString());
        }
    }

    @Test
    void rowsOfSavepointsComeWithTheirTransactionOrNotAtAll() throws SQLException {
        try (var transaction = outbox.begin()) {
            var before = outbox.append(transaction, "t", "a");
            transaction.setSavepoint("kept");
            var within = outbox.append(transaction, "t", "b");
            var undone = transaction.setSavepoint("undone");
            outbox.append(transaction, "t", "c");
            transaction.rollback(undone);
            published.readsAll();
            assertThat(published.ids).isEmpty();

            transaction.commit();
            published.readsAll();
            assertThat(published.ids).containsExactly(before.toString(), within.toString());
        }
    }

    @Test
    void aRolledBackRowIsNeverHandedOut() throws SQLException {
        try (var transaction = outbox.begin()) {
            outbox.append(transaction, "t", "a");
            published.readsAll();
            transaction.rollback();
        }
        published.readsAll();
        assertThat(published.ids).isEmpty();
    }

    @Test
    void aReaderThatDiedInsideABatchGoesOnInItWhateverWasCommittedMeanwhile() throws SQLException {
        try (var late = outbox.begin()) {
            outbox.append(late, "t", "late");
            for (var number = 0; number < 7; number++) {
                outbox.append("t", "key-" + number);
            }
            var batch = outbox.committed();
            published.reads();
            assertThat(published.ids).containsExactlyElementsOf(batch.subList(0, 3));

            late.commit();
            outbox.append("t", "key-0");
            published.crashes();
            published.readsAll();
            assertThat(published.ids.subList(0, 7)).containsExactlyElementsOf(batch);
            assertThat(published.ids).containsExactlyInAnyOrderElementsOf(outbox.committed());
        }
    }

    /** Whatever the order of events, each committed row comes once and each key in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyInterleavingOfWritersAndCrashesGivesTheCommittedRowsOnceAndInOrder(long seed) throws SQLException {
        var random = new Random(seed);
        var writers = new ArrayList<Writer>();
        for (var number = 0; number < 6; number++) {
            writers.add(new Writer(outbox, random));
        }
        for (var step = 0; step < 400; step++) {
            switch (random.nextInt(10)) {
                case 0 -> published.crashes();
                case 1, 2 -> published.reads();
                default -> writers.get(random.nextInt(writers.size())).step(writers);
            }
        }
        for (var writer : writers) {
            writer.connection.commit();
            writer.connection.close();
        }
        published.readsAll();
        assertThat(published.ids).containsExactlyInAnyOrderElementsOf(outbox.committed());
        published.keysAreInOrder();
    }

    @Test
    void aLargePayloadArrivesWhole() throws SQLException {
        outbox.execute("""
                insert into outbox (id, topic, message_key, type, payload, headers)
                select gen_random_uuid(), 't', 'k', 'Large', convert_to(repeat('0123456789', 100000), 'utf8'), '{}'
                  from generate_series(1, 5)""");
        published.readsAll();
        assertThat(published.rows).hasSize(5)
                .allSatisfy(row -> assertThat(new String(row.payload(), UTF_8)).isEqualTo("0123456789".repeat(
                        100_000)));
    }

    @Test
    void aPageEndsWhenItsBytesAreReached() throws SQLException {
        outbox.execute("""
                insert into outbox (id, topic, message_key, type, payload, headers)
                select gen_random_uuid(), 't', 'k', 'Large', convert_to(repeat('x', 600000), 'utf8'), '{}'
                  from generate_series(1, 3)""");
        published.reads();
        assertThat(published.rows).hasSize(2);
    }

    @Test
    void aRowLargerThanTheMemoryForItComesWithoutItsBody() throws SQLException {
        outbox.append("t", "before");
        outbox.execute("alter table outbox drop constraint outbox_payload_check");
        outbox.execute("""
                insert into outbox (id, topic, message_key, type, payload, headers) values
                    (gen_random_uuid(), 't', 'large', 'T', convert_to(repeat('x', 2000000), 'utf8'), '{}'),
                    (gen_random_uuid(), 't', repeat('k', 2000001), 'T', 'x', '{}')""");
        outbox.append("t", "after");
        published.readsAll();
        assertThat(published.rows).extracting(OutboxRow::oversize).containsExactly(false, true, true, false);
        assertThat(published.rows).extracting(OutboxRow::size).allMatch(size -> size < 100);
        assertThat(published.rows).extracting(row -> KeyName.of(row.key())).containsExactly("before", "large",
                KeyName.of("k".repeat(2_000_001).getBytes(UTF_8)), "after");
    }

    @Test
    void aRowWithoutAPayloadIsAsLargeAsItsHeaders() throws SQLException {
        outbox.execute("alter table outbox alter column payload drop not null, drop constraint outbox_payload_check");
        outbox.execute("""
                insert into outbox (id, topic, message_key, type, payload, headers) values
                    (gen_random_uuid(), 't', 'read', 'T', null, '{"a":"' || repeat('h', 100000) || '"}'),
                    (gen_random_uuid(), 't', 'oversize', 'T', null, '{"a":"' || repeat('h', 2000000) || '"}')""");
        published.readsAll();
        assertThat(published.rows).extracting(OutboxRow::oversize).containsExactly(false, true);
        assertThat(published.rows).extracting(row -> row.headers().length).containsExactly(100_008, 2);
    }

    @Test
    void whatIsIdleTakesNoPartInTheCursorAndAnUnchangedDatabaseChangesNothing() throws SQLException {
        outbox.append("t", "k");
        published.readsAll();
        var position = published.cursor.position();
        published.readsAll();
        assertThat(published.cursor.position()).isEqualTo(position);
        assertThat(published.cursor.batch()).isNull();
    }

    @Test
    void theRelaysRoleReadsTheOutboxAndNothingElse() throws SQLException {
        try (var connection = DriverManager.getConnection(outbox.url(), outbox.reader(), outbox.reader());
                var statement = connection.createStatement()) {
            for (var sql : List.of("select * from inbox", "select * from aggregate", "delete from outbox",
                    "update outbox set topic = 'x'", "select nextval('outbox_position_seq')",
                    "insert into outbox (id, topic, message_key, type, payload, headers)"
                            + " values (gen_random_uuid(), 't', 'k', 't', '', '{}')")) {
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasMessageContaining("permission denied");
            }
        }
        outbox.append("t", "k");
        published.readsAll();
        assertThat(published.rows).hasSize(1);
    }

    @Test
    void aCursorOfAnotherDatabaseIsRefused() throws SQLException {
        try (var session = published.session()) {
            var beginning = session.bearings().beginning();
            var other = new Cursor("4711", beginning.timeline(), Snapshot.NOTHING, null, 0, null);
            assertThat(session.bearings().deviation(other)).hasValueSatisfying(deviation -> {
                assertThat(deviation.kind()).isEqualTo(Deviation.Kind.FOREIGN);
                assertThat(deviation.message()).contains("of system 4711");
            });
        }
    }

    @Test
    void aCursorAheadOfTheDatabaseIsRefused() throws SQLException {
        try (var session = published.session()) {
            var beginning = session.bearings().beginning();
            var ahead = new Cursor(beginning.system(), beginning.timeline(), new Snapshot("9000000000:9000000000:"),
                    null, 1, null);
            assertThat(session.bearings().deviation(ahead)).hasValueSatisfying(deviation -> {
                assertThat(deviation.kind()).isEqualTo(Deviation.Kind.SET_BACK);
                assertThat(deviation.message()).contains("ahead of the database");
            });
        }
    }

    @Test
    void rowsLoadedFromADumpOfAnOlderServerAreRecognised() throws SQLException {
        outbox.execute("""
                insert into outbox (id, topic, message_key, type, payload, headers, transaction_id)
                values (gen_random_uuid(), 't', 'k', 'T', '', '{}', '9000000000')""");
        try (var session = published.session()) {
            assertThat(session.bearings().deviation()).hasValueSatisfying(deviation -> {
                assertThat(deviation.kind()).isEqualTo(Deviation.Kind.FOREIGN);
                assertThat(deviation.message()).contains("loaded from a dump");
            });
        }
    }

    @Test
    void aSecondSessionGetsTheLockWhenTheFirstIsClosed() throws SQLException {
        try (var second = published.session()) {
            try (var first = published.session()) {
                assertThat(first.tryLock()).isTrue();
                assertThat(second.tryLock()).isFalse();
            }
            await().until(second::tryLock); // the server ends the first within moments
        }
    }

    /** A sink that lives in memory: a page and its cursor are published together or lost together. */
    private static final class Published {

        private final OutboxDatabase database;
        private final Deque<Page> pages = new ArrayDeque<>();
        private final List<OutboxRow> rows = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private OutboxSession session;
        private OutboxReader reader;
        private Cursor cursor;

        Published(TestOutbox outbox) {
            try {
                database = new OutboxDatabase(outbox.url(), outbox.reader(), outbox.reader(), "outbox", PORTIONS,
                        ROW_BYTES, Duration.ofSeconds(30));
                session = session();
                reader = session.reader();
                cursor = session.bearings().beginning();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        OutboxSession session() throws SQLException {
            return database.connect("test", new Candidate("test", "", 0, 1));
        }

        /** Whether there may be more. */
        boolean reads() {
            if (pages.isEmpty()) {
                readsAhead();
            }
            var page = pages.remove();
            rows.addAll(page.rows());
            page.rows().forEach(row -> ids.add(row.id().toString()));
            var inBatch = cursor.batch() != null;
            cursor = page.cursor();
            return inBatch || !page.rows().isEmpty();
        }

        private void readsAhead() {
            try {
                var read = pages.isEmpty() ? cursor : pages.getLast().cursor();
                reader.read(read, pages::add);
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void readsAll() {
            while (reads()) {
                // until there is nothing more
            }
        }

        /** Reads more that gets nowhere, then starts with what is kept. */
        void crashes() throws SQLException {
            readsAhead();
            pages.clear();
            session.close();
            session = session();
            reader = session.reader();
            var json = JsonMapper.shared();
            cursor = json.readValue(json.writeValueAsBytes(cursor), Cursor.class);
            assertThat(session.bearings().deviation(cursor)).isEmpty();
        }

        void keysAreInOrder() {
            TestOutbox.assertOrderOfKeys(rows);
        }
    }

    /** Does what a service may do to its outbox; never waits for another one's lock. */
    private static final class Writer {

        private static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f", "g", "h");

        private final TestOutbox outbox;
        private final Random random;
        private final Connection connection;
        private final List<String> locked = new ArrayList<>();

        Writer(TestOutbox outbox, Random random) {
            this.outbox = outbox;
            this.random = random;
            this.connection = outbox.begin();
        }

        void step(List<Writer> all) throws SQLException {
            switch (random.nextInt(8)) {
                case 0 -> ends(true);
                case 1 -> ends(random.nextInt(3) > 0);
                case 2 -> appends(all, 40);
                case 3 -> {
                    var savepoint = connection.setSavepoint();
                    appends(all, 2);
                    if (random.nextBoolean()) {
                        connection.rollback(savepoint);
                    }
                }
                default -> appends(all, 1);
            }
        }

        private void appends(List<Writer> all, int rows) throws SQLException {
            var key = KEYS.get(random.nextInt(KEYS.size()));
            if (all.stream().noneMatch(other -> other != this && other.locked.contains(key))) {
                locked.add(key);
                for (var row = 0; row < rows; row++) {
                    outbox.append(connection, "t", key);
                }
            }
        }

        private void ends(boolean well) throws SQLException {
            if (well) {
                connection.commit();
            } else {
                connection.rollback();
            }
            locked.clear();
        }
    }

}
