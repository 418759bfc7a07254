package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * Where an outbox lives.
 *
 * @param lease a session from which nothing was heard for so long is ended by the server, and its lock with it
 */
public record OutboxDatabase(String url, @Nullable String username, @Nullable String password, String table,
        PageLimit limit, Duration lease) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** A new session; the name is that of the lock which makes one relay the active one. */
    public OutboxSession connect(String name) throws SQLException {
        var connection = open(name);
        try {
            connection.setReadOnly(true);
            configure(connection);
            return new OutboxSession(connection, name, quoted(table), limit);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
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
