package dev.ordersaga.outbox.jdbc;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

/**
 * The starter's own tables, migrated by Flyway with a history of their own ({@code outbox_schema_history}), so that their
 * versions never clash with the service's.
 */
public final class OutboxSchema {

    private static final String LOCATION = "classpath:dev/ordersaga/outbox/migration";

    private OutboxSchema() {}

    /**
     * Brings the tables {@code outbox} and {@code inbox} up to date; published rows are kept for a day.
     *
     * @param readerRole the relay's database role, which is granted to read the outbox and to have old partitions removed;
     * none if empty or if there is no such role
     * @param connectRetries how often to try again, with growing pauses, while the database cannot be reached, and how
     * often to begin again when it goes away in the middle
     */
    public static void migrate(DataSource dataSource, String readerRole, int connectRetries) {
        migrate(dataSource, readerRole, connectRetries, OutboxProperties.Retention.DEFAULT);
    }

    /** The same, with the retention that the relay is to carry out. */
    public static void migrate(DataSource dataSource, String readerRole, int connectRetries,
            OutboxProperties.Retention retention) {
        if (!readerRole.matches("[A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("ordersaga.outbox.reader-role may have letters, digits and _ only: "
                    + readerRole);
        }
        var flyway = Flyway.configure()
                .dataSource(dataSource)
                .locations(LOCATION)
                .table("outbox_schema_history")
                .baselineOnMigrate(true) // the service's own tables are there first
                .baselineVersion("0")
                .connectRetries(connectRetries)
                .placeholders(Map.of("readerRole", readerRole,
                        "keepSeconds", seconds(retention.keep()),
                        "partitionSeconds", seconds(retention.partitionInterval()),
                        "partitionRows", String.valueOf(retention.partitionRows())));
        CrashSafeMigration.run(flyway.load(), true);
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
    }
}
