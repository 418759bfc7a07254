package dev.ordersaga.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;

import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.testing.Infrastructure;

/**
 * A database with the outbox table of the starter, written to as services do: a row is appended under the lock of its
 * aggregate and carries the aggregate's version. The relay reads it with a role that has SELECT on the table and no more.
 */
public final class TestOutbox {

    private static final Path MIGRATIONS = Path.of("..", "outbox-spring-boot-starter", "src", "main", "resources",
            "dev", "ordersaga", "outbox", "migration");
    private static final String READER = "relay_reader";
    private static final String CAPTURER = "relay_capturer";

    private final Infrastructure.Database database;

    private TestOutbox(Infrastructure.Database database) {
        this.database = database;
    }

    public static TestOutbox create() {
        var outbox = withoutTable();
        outbox.createTable();
        return outbox;
    }

    static TestOutbox withoutTable() {
        try (var superuser = Infrastructure.postgres().connect("postgres")) {
            return withoutTable(Infrastructure.newDatabase(), superuser);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In a server of the test's own. */
    static TestOutbox create(Infrastructure.Database database, Connection superuser) throws SQLException {
        var outbox = withoutTable(database, superuser);
        outbox.createTable();
        return outbox;
    }

    /** One after the other: the role is one for all databases of a server. */
    private static synchronized TestOutbox withoutTable(Infrastructure.Database database, Connection superuser)
            throws SQLException {
        var outbox = new TestOutbox(database);
        outbox.execute("create table aggregate (id text primary key, version bigint not null)");
        makeRole(superuser, READER, "");
        return outbox;
    }

    private static synchronized void makeRole(Connection superuser, String name, String attributes)
            throws SQLException {
        try (var statement = superuser.createStatement()) {
            statement.execute("""
                    do $$ begin
                        if not exists (select from pg_roles where rolname = '%1$s') then
                            create role %1$s login password '%1$s' %2$s;
                        end if;
                    end $$""".formatted(name, attributes));
        }
    }

    void createTable() {
        migrate("V1__outbox_and_inbox.sql");
        execute("grant select on outbox to " + READER);
    }

    /** Until then it is a table as anybody may have it. */
    TestOutbox withRetention() {
        migrate("V2__retention.sql");
        execute("""
                grant execute on function outbox_report_published, outbox_last_report, outbox_make_ahead,
                    outbox_drop_behind, outbox_retention_status to %s""".formatted(READER));
        return this;
    }

    private void migrate(String file) {
        try {
            execute(Files.readString(MIGRATIONS.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on its changes can be captured, by a role that may do that. */
    TestOutbox withPublication() {
        try (var superuser = Infrastructure.postgres().connect("postgres")) {
            return withPublication(superuser);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    TestOutbox withPublication(Connection superuser) throws SQLException {
        makeRole(superuser, CAPTURER, "replication");
        execute("grant select on outbox to " + CAPTURER);
        execute("create publication outbox_relay for table outbox"
                + " with (publish = 'insert', publish_via_partition_root = true)");
        return this;
    }

    RelayProperties.Source captured() {
        return source(RelayProperties.ReadingMode.CDC);
    }

    /** By a role that may do more than that. */
    RelayProperties.Source polledAgain() {
        return source(RelayProperties.ReadingMode.POLLING);
    }

    private RelayProperties.Source source(RelayProperties.ReadingMode mode) {
        return new RelayProperties.Source(database.jdbcUrl(), CAPTURER, CAPTURER, "outbox", false, mode, null,
                "outbox_relay");
    }

    RelayProperties.Source source() {
        return new RelayProperties.Source(database.jdbcUrl(), READER, READER, "outbox", false,
                RelayProperties.ReadingMode.POLLING, null, "outbox_relay");
    }

    public String url() {
        return database.jdbcUrl();
    }

    public String reader() {
        return READER;
    }

    /** A connection of the service, with a transaction of its own. */
    public Connection begin() {
        try {
            var connection = DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends in the connection's transaction. Waits while another transaction has appended for that key. */
    public UUID append(Connection connection, String topic, String key) throws SQLException {
        try (var lock = connection.prepareStatement("""
                insert into aggregate values (?, 1)
                on conflict (id) do update set version = aggregate.version + 1 returning version""")) {
            lock.setString(1, key);
            try (var version = lock.executeQuery()) {
                version.next();
                return insert(connection, topic, key, version.getLong(1));
            }
        }
    }

    private static UUID insert(Connection connection, String topic, String key, long sequence) throws SQLException {
        var id = UUID.randomUUID();
        try (var insert = connection.prepareStatement("""
                insert into outbox (id, topic, message_key, type, payload, headers)
                values (?, ?, ?, 'Happened', convert_to('{"number":' || ? || '}', 'utf8'), '{"ce_sequence":"' || ? || '"}')
                """)) {
            insert.setObject(1, id);
            insert.setString(2, topic);
            insert.setString(3, key);
            insert.setLong(4, sequence);
            insert.setLong(5, sequence);
            insert.executeUpdate();
        }
        return id;
    }

    /** Appends and commits. */
    public UUID append(String topic, String key) {
        try (var connection = begin()) {
            var id = append(connection, topic, key);
            connection.commit();
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A row that is made by hand, in the connection's transaction; {@code payload} is an SQL expression of text. */
    UUID insert(Connection connection, String topic, String key, String payload, String headers) {
        var id = UUID.randomUUID();
        try (var insert = connection.prepareStatement("""
                insert into outbox (id, topic, message_key, type, payload, headers)
                values (?, ?, ?, 'Made by hand', convert_to(%s, 'utf8'), ?)""".formatted(payload))) {
            insert.setObject(1, id);
            insert.setString(2, topic);
            insert.setString(3, key);
            insert.setString(4, headers);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return id;
    }

    /** Many rows at once, over a hundred keys, in a few transactions. */
    void appendMany(String topic, int rows) {
        for (var block = 0; block < 10; block++) {
            execute("""
                    insert into outbox (id, topic, message_key, type, payload, headers)
                    select gen_random_uuid(), '%s', 'key-' || number %% 100, 'Happened',
                           convert_to('{"filling":"' || repeat('x', 300) || '"}', 'utf8'),
                           '{"ce_sequence":"' || (number / 100 + 1) || '"}'
                      from generate_series(%d, %d) as number""".formatted(topic, block * rows / 10,
                    (block + 1) * rows / 10 - 1));
        }
    }

    /** All that has been committed. */
    List<String> committed() {
        return query("select id::text from outbox order by position");
    }

    /** From now on it is remembered what was appended, whether or not it is still there. */
    void remember() {
        execute("""
                create table appended (id uuid not null);
                create function remember() returns trigger language plpgsql as
                    $$ begin insert into appended select id from added; return null; end $$;
                create trigger remember after insert on outbox referencing new table as added
                    for each statement execute function remember()""");
    }

    List<String> appended() {
        return query("select id::text from appended");
    }

    /** The first column. */
    List<String> query(String sql) {
        var values = new ArrayList<String>();
        try (var connection = begin();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return values;
    }

    public void execute(String sql) {
        try (var connection = begin(); var statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The rows of a key are those that were appended first, second, third, … */
    static void assertOrderOfKeys(List<OutboxRow> rows) {
        var versions = new HashMap<String, Long>();
        for (var row : rows) {
            var version = versions.merge(new String(row.key(), UTF_8), 1L, Long::sum);
            assertThat(new String(row.payload(), UTF_8)).isEqualTo("{\"number\":" + version + "}");
        }
    }
}
