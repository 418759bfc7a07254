package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Where an outbox lives.
 *
 * @param portions in which it is read
 * @param rowBytes larger rows come without their bodies
 * @param lease a session from which nothing was heard for so long is ended by the server, and its lock with it
 */
public record OutboxDatabase(String url, @Nullable String username, @Nullable String password, String table,
        Portions portions, long rowBytes, Duration lease) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration END_CHECK = Duration.ofSeconds(1);
    private static final String INVALID_PARAMETER_VALUE = "22023";
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** A new session of one that wants to publish; the lock makes one of them the active one. */
    public OutboxSession connect(String lock, Candidate candidate) throws SQLException {
        return configured(candidate.sessionName(lock),
                connection -> new OutboxSession(connection, lock, quoted(table), statements(), portions));
    }

    /** @param signOfLife a candidate from whose session nothing was heard for so long is none */
    public OutboxWatch watch(String lock, Duration signOfLife) throws SQLException {
        return configured("outbox-relay-watch",
                connection -> new OutboxWatch(connection, lock, quoted(table), signOfLife));
    }

    private interface Opened<T> {

        T from(Connection connection) throws SQLException;
    }

    private <T> T configured(String name, Opened<T> opened) throws SQLException {
        var connection = open(name);
        try {
            connection.setReadOnly(true);
            configure(connection);
            noticeTheEnd(connection);
            return opened.from(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * A relay that is killed while the server works for it must not keep its lock until that work is done. A server that
     * cannot notice (on Windows) refuses the setting.
     */
    private static void noticeTheEnd(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set client_connection_check_interval = " + END_CHECK.toMillis());
        } catch (SQLException e) {
            if (!INVALID_PARAMETER_VALUE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /**
     * The first page of the rows that wait and are visible in that snapshot, in position order. On a connection of its own:
     * rarely needed, and while other rows are being read.
     */
    public List<OutboxRow> read(WaitingRows waiting, Snapshot upTo) throws SQLException {
        try (var connection = open("outbox-relay-waiting")) {
            configure(connection);
            var postgres = connection.unwrap(PGConnection.class);
            var key = "'" + postgres.escapeLiteral(waiting.key()) + "'";
            var page = portions.page();
            return CopiedPage.read(postgres, statements().copyWaiting(waiting, key, upTo, page.rows()), page);
        }
    }

    /** @param lock of the relay that publishes the source */
    public PublishedRows published(String lock) throws SQLException {
        return configured(lock + "-replay",
                connection -> new PublishedRows(connection, statements(), quoted(table), lock));
    }

    private Statements statements() {
        return new Statements(quoted(table), rowBytes);
    }

    /** Connects and goes again, for a health check. */
    public void check() throws SQLException {
        try (var connection = open("outbox-relay-health"); var statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    /** A connection for what is to be done beside publishing. */
    public Connection errand(String name) throws SQLException {
        return open(name);
    }

    /** The table's name as it is written in SQL. */
    public String quotedTable() {
        return quoted(table);
    }

    /** The plans of a table that was empty or has grown since must not be bad ones: leave the planner only the indexes. */
    void configure(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    set plan_cache_mode = force_generic_plan;
                    set enable_seqscan = off;
                    set enable_bitmapscan = off;
                    set max_parallel_workers_per_gather = 0;
                    set jit = off;
                    set work_mem = '16MB';
                    set idle_session_timeout = %1$d;
                    set idle_in_transaction_session_timeout = %1$d;
                    set tcp_user_timeout = %1$d;
                    """.formatted(lease.toMillis()));
        }
    }

    private Connection open(String name) throws SQLException {
        var properties = new Properties();
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", name);
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(ANSWER_TIMEOUT.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("prepareThreshold", "-1"); // prepared and binary from the first execution on
        return DriverManager.getConnection(url, properties);
    }

    private static String quoted(String table) {
        return "\"" + table.replace("\"", "\"\"").replace(".", "\".\"") + "\"";
    }
}
