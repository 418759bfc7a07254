package dev.ordersaga.local.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;

import dev.ordersaga.local.Endpoints;
import dev.ordersaga.local.infrastructure.EmbeddedPostgres;

/** Disturbs the databases from inside, as their superuser. */
final class DatabaseBreakages {

    /** Another fault may have the server right now. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String VICTIMS = """
            select %s from (select pid from pg_stat_activity
                            where backend_type = 'client backend' and usename <> current_user
                              and usename <> 'auditor' order by random() limit %d) as victim
            """;

    private final Endpoints endpoints;

    DatabaseBreakages(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** PostgreSQL takes this for a crash: it ends all sessions and recovers. */
    Mending killBackend(Consumer<String> tell) {
        long pid = Insistence.within(PATIENCE, () -> number(VICTIMS.formatted("max(pid)", 1)));
        ProcessHandle.of(pid).filter(victim -> pid > 0).ifPresent(victim -> {
            tell.accept("process " + pid);
            victim.destroyForcibly();
        });
        return Mending.NONE;
    }

    Mending terminateSessions(int count, Consumer<String> tell) {
        long ended = Insistence.within(PATIENCE,
                () -> number(VICTIMS.formatted("count(*) filter (where pg_terminate_backend(pid))", count)));
        tell.accept("%d of them".formatted(ended));
        return Mending.NONE;
    }

    Mending passDeadlines(int count, Consumer<String> tell) {
        int moved = Insistence.within(PATIENCE, () -> {
            try (var connection = connect(endpoints.ordersJdbc()); var statement = connection.createStatement()) {
                return statement.executeUpdate("""
                        update orders set deadline_at = now() - interval '1 second'
                        where id in (select id from orders where status = 'PENDING' order by random() limit %d
                                     for update skip locked)
                        """.formatted(count));
            }
        });
        tell.accept("of %d pending orders".formatted(moved));
        return Mending.NONE;
    }

    /** With a transaction id of its own, so that every snapshot counts it among those in progress. */
    Mending holdTransaction(String database, boolean commits) {
        var connection = Insistence.within(PATIENCE, () -> begin(url(database)));
        return () -> {
            try (connection) {
                if (commits) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
            } catch (SQLException _) {
                // another fault has ended it before
            }
        };
    }

    private static Connection begin(String url) throws SQLException {
        var connection = connect(url);
        try (var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            statement.execute("select pg_current_xact_id(), count(*) from outbox");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private long number(String query) throws SQLException {
        try (var connection = connect(endpoints.ordersJdbc());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private String url(String database) {
        return switch (database) {
            case "orders" -> endpoints.ordersJdbc();
            case "payments" -> endpoints.paymentsJdbc();
            default -> endpoints.inventoryJdbc();
        };
    }

    private static Connection connect(String url) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", EmbeddedPostgres.SUPERUSER);
        properties.setProperty("password", EmbeddedPostgres.SUPERUSER);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection(url, properties);
    }
}
