package dev.ordersaga.outbox.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Migrates a database that, or whose service, may die at any moment.
 *
 * <p>
 * By itself Flyway leaves two holes. It commits a migration on one connection and the history's row on another: who dies
 * in between finds the tables there at the next start and the history without them, and never starts again. Here both
 * have one connection and so one transaction. And Flyway waits for its first connection, but for nothing after that, so that
 * a restart of the database at the wrong moment ends the service that is just starting: here the migration begins again.
 *
 * <p>
 * The lock that keeps two instances from migrating at once belongs to the session, whatever the configuration says. Flyway's default
 * is a transaction that is open meanwhile, and on the same connection no migration could run outside a transaction. A pooler
 * that hands out connections by the transaction has to be gone around, or another {@code FlywayMigrationStrategy} to be defined.
 */
public final class CrashSafeMigration {

    private static final Logger log = LoggerFactory.getLogger(CrashSafeMigration.class);
    private static final long FIRST_PAUSE = 100; // milliseconds

    private CrashSafeMigration() {}

    /**
     * Begins again as often as Flyway may try to connect ({@code connectRetries}), with pauses that double from 100 ms to
     * {@code connectRetriesInterval}; while the database takes no connections, Flyway's own come on top of them. A migration that
     * cannot run in a transaction is as safe as it makes itself.
     *
     * @throws FlywayException the last failure; at once, if it is not that the database is away, or if the thread is interrupted
     */
    public static void run(Flyway flyway) {
        run(flyway, false);
    }

    /** With a lock that a pooler may share, if no migration has to run outside a transaction. */
    static void run(Flyway flyway, boolean transactionalLock) {
        var configuration = flyway.getConfiguration();
        var growing = new ExponentialBackOff(FIRST_PAUSE, 2);
        growing.setMaxInterval(TimeUnit.SECONDS.toMillis(configuration.getConnectRetriesInterval()));
        growing.setMaxAttempts(configuration.getConnectRetries());
        for (var pauses = growing.start();;) {
            try {
                runOnOneConnection(configuration, transactionalLock);
                return;
            } catch (FlywayException e) {
                long pause = Outage.isCauseOf(e) ? pauses.nextBackOff() : BackOffExecution.STOP;
                if (pause == BackOffExecution.STOP) {
                    throw e;
                }
                log.warn("the database went away during its migration, which begins again in {} ms: {}", pause,
                        e.getMessage());
                waitFor(pause, e);
            }
        }
    }

    private static void waitFor(long millis, FlywayException failure) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private static void runOnOneConnection(Configuration configuration, boolean transactionalLock) {
        var connection = new OneConnection(configuration.getDataSource());
        try {
            var own = Flyway.configure(configuration.getClassLoader()).configuration(configuration).dataSource(
                    connection);
            own.getConfigurationExtension(PostgreSQLConfigurationExtension.class).setTransactionalLock(
                    transactionalLock);
            own.load().migrate();
        } finally {
            connection.release();
        }
    }

    /** Opens the connection when it is first asked for, and gives the same one to everybody after that. */
    private static final class OneConnection extends DelegatingDataSource {

        private @Nullable SingleConnectionDataSource opened;

        OneConnection(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (opened == null) {
                opened = new SingleConnectionDataSource(super.getConnection(), true);
            }
            return opened.getConnection();
        }

        void release() {
            if (opened != null) {
                opened.destroy();
            }
        }
    }
}
