package dev.ordersaga.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import dev.ordersaga.relay.outbox.Candidate;
import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.OutboxDatabase;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.OutboxSession;
import dev.ordersaga.relay.outbox.Page;
import dev.ordersaga.relay.outbox.PageLimit;
import dev.ordersaga.relay.outbox.Portions;
import dev.ordersaga.relay.outbox.RowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** What a reader of a stream hands out, on the real database, whatever the stream does. */
class StreamedReadingTest {

    /** Small enough for every way of reading to have its turn. */
    private static final Portions PORTIONS = new Portions(4, 7, 15, new PageLimit(5, DataSize.ofMegabytes(1)));

    private final TestOutbox outbox = TestOutbox.create();
    private final ScriptedStream stream = new ScriptedStream();
    private final Published published = new Published();

    @AfterEach
    void disconnect() throws SQLException {
        published.session.close();
    }

    @Test
    void rowsComeByTheStreamOnceItFlows() throws SQLException {
        streams();
        var id = appendAndLog("a");
        stream.delivers(1);
        published.reads();
        assertThat(published.ids).containsExactly(id);
        assertThat(published.cursor.batch()).isNull();
        assertThat(stream.isFollowed()).isTrue();
    }

    @Test
    void aTransactionInTheLogThatIsNotVisibleYetIsNotPublished() throws SQLException {
        streams();
        try (var waits = outbox.begin()) {
            outbox.append(waits, "t", "a");
            stream.logs(waits);
            stream.delivers(1);
            for (var read = 0; read < 20; read++) {
                published.reads();
            }
            assertThat(published.ids).isEmpty();
            var other = appendAndLog("b");
            stream.delivers(1);
            published.readsUntil(1);
            assertThat(published.ids).containsExactly(other);
            waits.commit();
            published.readsUntil(2);
        }
    }

    @Test
    void aRowIsNotOvertakenByALaterOneOfItsKeyAlthoughItWasLoggedBeforeTheStreamBegan() throws SQLException {
        try (var early = outbox.begin()) {
            var first = outbox.append(early, "t", "a").toString();
            streams();
            early.commit(); // of the session nothing has come
            var second = appendAndLog("a");
            stream.delivers(1);
            published.readsUntil(2);
            assertThat(published.ids).containsExactly(first, second);
        }
    }

    @Test
    void theRestOfATransactionIsNotLostAlthoughItsFirstRowsAreAllThatHaveCome() throws SQLException {
        streams();
        try (var transaction = outbox.begin()) {
            for (var row = 0; row < 12; row++) {
                outbox.append(transaction, "t", "a");
            }
            stream.logs(transaction);
            transaction.commit();
        }
        stream.delivers(2);
        published.readsUntil(12);
        stream.delivers(10);
        appendAndLog("a");
        stream.delivers(1);
        published.readsUntil(13);
        published.keysAreInOrder();
    }

    @Test
    void aRowLeftOutIsNotMadeUpForByOneThatIsNotVisibleYet() throws SQLException {
        streams();
        try (var two = outbox.begin(); var waits = outbox.begin()) {
            outbox.append(two, "t", "a");
            outbox.append(two, "t", "a");
            stream.logs(two);
            two.commit();
            stream.leavesOutARow();
            outbox.append(waits, "t", "b");
            stream.logs(waits);
            appendAndLog("c");
            stream.delivers(3);
            published.readsUntil(3);
            assertThat(published.ids).containsExactlyInAnyOrderElementsOf(outbox.committed());
            waits.commit();
            published.readsUntil(4);
            assertThat(published.ids).containsExactlyInAnyOrderElementsOf(outbox.committed());
        }
    }

    /** Whatever the order of events, each committed row comes once and each key in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyInterleavingOfWritersStreamAndCrashesGivesTheCommittedRowsOnceAndInOrder(long seed) throws SQLException {
        run(new Random(seed), false);
        published.keysAreInOrder();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void whatTheStreamLeavesOutComesAllTheSameAndOnce(long seed) throws SQLException {
        run(new Random(seed), true);
    }

    private void run(Random random, boolean leavesOut) throws SQLException {
        var writers = new ArrayList<Writer>();
        for (var number = 0; number < 6; number++) {
            writers.add(new Writer(random));
        }
        var followed = 0;
        for (var step = 0; step < 600; step++) {
            switch (random.nextInt(20)) {
                case 0 -> published.crashes();
                case 1 -> {
                    if (random.nextInt(5) == 0) {
                        stream.breaksOff();
                    }
                }
                case 2 -> stream.begins();
                case 3 -> {
                    if (leavesOut) {
                        stream.leavesOutARow();
                    } else {
                        stream.repeats();
                    }
                }
                case 4, 5, 6 -> stream.delivers(1 + random.nextInt(6));
                case 7, 8, 9, 10 -> published.reads();
                default -> writers.get(random.nextInt(writers.size())).step(writers);
            }
            followed += stream.isFollowed() ? 1 : 0;
        }
        for (var writer : writers) {
            writer.ends();
        }
        stream.delivers(Integer.MAX_VALUE);
        published.readsUntil(outbox.committed().size());
        assertThat(published.ids).containsExactlyInAnyOrderElementsOf(outbox.committed());
        assertThat(followed).as("steps with the stream").isGreaterThan(100);
    }

    private void streams() throws SQLException {
        stream.begins();
        await().until(() -> {
            published.reads();
            return stream.isFollowed();
        });
    }

    private String appendAndLog(String key) throws SQLException {
        try (var connection = outbox.begin()) {
            var id = outbox.append(connection, "t", key).toString();
            stream.logs(connection);
            connection.commit();
            return id;
        }
    }

    /** A sink that lives in memory: a page and its cursor are published together or lost together. */
    private final class Published {

        private final OutboxDatabase database = new OutboxDatabase(outbox.url(), outbox.reader(), outbox.reader(),
                "outbox", PORTIONS, 2_000_000, Duration.ofSeconds(30));
        private final Deque<Page> pages = new ArrayDeque<>();
        private final List<OutboxRow> rows = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private OutboxSession session;
        private RowReader reader;
        private Cursor cursor;
        private Cursor read;

        Published() {
            try {
                session = database.connect("test", new Candidate("test", "", 0, 1));
                reader = session.reader(stream);
                cursor = session.bearings().beginning();
                read = cursor;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void reads() {
            try {
                read = reader.read(read, pages::add);
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            while (!pages.isEmpty()) {
                var page = pages.remove();
                rows.addAll(page.rows());
                page.rows().forEach(row -> ids.add(row.id().toString()));
                cursor = page.cursor();
            }
        }

        void readsUntil(int number) {
            await().until(() -> {
                reads();
                return ids.size() >= number;
            });
        }

        /** Reads more that gets nowhere, then starts with what is kept, at times in another session. */
        void crashes() throws SQLException {
            try {
                reader.read(read, pages::add);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            pages.clear();
            read = cursor;
            if (rows.size() % 2 == 0) {
                session.close();
                session = database.connect("test", new Candidate("test", "", 0, 1));
                reader = session.reader(stream);
            }
            assertThat(session.bearings().deviation(cursor)).isEmpty();
        }

        void keysAreInOrder() {
            TestOutbox.assertOrderOfKeys(rows);
        }
    }

    /** Does what a service may do to its outbox; never waits for another one's lock. */
    private final class Writer {

        private static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f", "g", "h");

        private final Random random;
        private final Connection connection = outbox.begin();
        private final List<String> locked = new ArrayList<>();
        private boolean isLogged;

        Writer(Random random) {
            this.random = random;
        }

        void step(List<Writer> all) throws SQLException {
            if (isLogged) {
                commits();
                return;
            }
            switch (random.nextInt(8)) {
                case 0, 1 -> logs();
                case 2 -> {
                    logs();
                    commits();
                }
                case 3 -> {
                    connection.rollback();
                    locked.clear();
                }
                case 4 -> {
                    var savepoint = connection.setSavepoint();
                    appends(all, 2);
                    if (random.nextBoolean()) {
                        connection.rollback(savepoint);
                    }
                }
                case 5 -> appends(all, random.nextInt(20));
                default -> appends(all, 1);
            }
        }

        private void logs() throws SQLException {
            stream.logs(connection);
            isLogged = true;
        }

        private void commits() throws SQLException {
            connection.commit();
            locked.clear();
            isLogged = false;
        }

        void ends() throws SQLException {
            if (!isLogged) {
                logs();
            }
            commits();
            connection.close();
        }

        private void appends(List<Writer> all, int rows) throws SQLException {
            var free = KEYS.stream()
                    .filter(key -> all.stream().noneMatch(other -> other != this && other.locked.contains(key)))
                    .toList();
            if (free.isEmpty()) {
                return;
            }
            for (var row = 0; row < rows; row++) {
                var key = free.get(random.nextInt(free.size()));
                outbox.append(connection, "t", key);
                if (!locked.contains(key)) {
                    locked.add(key);
                }
            }
        }
    }
}
