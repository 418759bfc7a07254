package dev.ordersaga.outbox.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Migrates a database that, or whose service, may die at any moment.
 *
 * <p>
 * By itself Flyway leaves two holes. It commits a migration on one connection and the history's row on another: who dies
 * in between finds the tables there at the next start and the history without them, and never starts again. Here both
 * have one connection and so one transaction. And Flyway waits for its first connection, but for nothing after that, so that
 * a restart of the database at the wrong moment ends the service that is just starting: here the migration begins again.
 */
public final class CrashSafeMigration {

    private static final Logger log = LoggerFactory.getLogger(CrashSafeMigration.class);

    private CrashSafeMigration() {}

    /**
     * Begins again as often as Flyway may try to connect ({@code connectRetries}); the pauses are those before Flyway's
     * next connection. A migration that cannot run in a transaction is as safe as it makes itself.
     *
     * @throws FlywayException the last failure; at once, if it is not that the database is away
     */
    public static void run(Flyway flyway) {
        for (int left = flyway.getConfiguration().getConnectRetries();; left--) {
            try {
                runOnOneConnection(flyway.getConfiguration());
                return;
            } catch (FlywayException e) {
                if (left <= 0 || !Outage.isCauseOf(e)) {
                    throw e;
                }
                log.warn("the database went away during its migration, which begins again: {}", e.getMessage());
            }
        }
    }

    private static void runOnOneConnection(Configuration configuration) {
        var connection = new OneConnection(configuration.getDataSource());
        try {
            Flyway.configure(configuration.getClassLoader()).configuration(configuration).dataSource(connection).load()
                    .migrate();
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
