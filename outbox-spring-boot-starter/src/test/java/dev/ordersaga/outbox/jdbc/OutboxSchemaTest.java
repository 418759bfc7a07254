package dev.ordersaga.outbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dev.ordersaga.outbox.jdbc.OutboxProperties.Retention;
import dev.ordersaga.testing.CutDataSource;
import dev.ordersaga.testing.Infrastructure;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class OutboxSchemaTest {

    private static final String READER = "schema_test_reader";

    private final Infrastructure.Database database = Infrastructure.newDatabase();
    private final DriverManagerDataSource dataSource = new DriverManagerDataSource(database.jdbcUrl(),
            database.username(), database.password());
    private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);

    @Test
    void retentionIsWhatTheSettingsOfTheLastStartSay() {
        OutboxSchema.migrate(dataSource, "", 0);
        assertThat(retention()).isEqualTo("24:00:00 03:00:00 20000000");
        OutboxSchema.migrate(dataSource, "", 0, new Retention(Duration.ofDays(7), Duration.ofMillis(1500), 5));
        assertThat(retention()).isEqualTo("168:00:00 00:00:01.5 5");
        OutboxSchema.migrate(dataSource, "", 0, new Retention(Duration.ZERO, Duration.ofHours(1), 5));
        assertThat(retention()).as("for ever").isEqualTo("null 01:00:00 5");
    }

    @Test
    void theRelaysRoleMayReadTheOutboxAndHaveItLookedAfterAndNothingElse() throws Exception {
        asSuperuser("create role " + READER);
        OutboxSchema.migrate(dataSource, READER, 0);
        assertThat(jdbc.queryForList("""
                select table_name || ' ' || privilege_type from information_schema.role_table_grants
                 where grantee = '%s'""".formatted(READER), String.class)).containsExactly("outbox SELECT");
        assertThat(jdbc.queryForList("""
                select proname from pg_proc
                 where pronamespace = 'public'::regnamespace and has_function_privilege('%s', oid, 'execute')"""
                .formatted(READER), String.class)).containsExactlyInAnyOrder("outbox_report_published",
                        "outbox_last_report", "outbox_make_ahead", "outbox_drop_behind", "outbox_retention_status");
    }

    @Test
    void aDatabaseThatGoesAwayAnywhereInTheMiddleIsMigratedWhenItIsBack() {
        var undisturbed = newDataSource();
        var counted = new CutDataSource(undisturbed, 0, 0);
        OutboxSchema.migrate(counted, "", 1);
        assertThat(counted.commits()).hasSizeGreaterThan(5);

        var cuts = new TreeSet<Integer>();
        counted.commits().forEach(commit -> cuts.addAll(List.of(commit, commit + 1)));
        IntStream.rangeClosed(1, counted.uses() / 10).forEach(n -> cuts.add(10 * n));
        for (int n : cuts) {
            var cut = newDataSource();
            OutboxSchema.migrate(new CutDataSource(cut, n, 0), "", 1);
            assertThat(versions(cut)).as("cut before the %d. use", n).isEqualTo(versions(undisturbed));
        }
    }

    @Test
    void aMigrationThatIsWrongFailsAtOnce() {
        jdbc.execute("create table inbox (mine text)");
        var counted = new CutDataSource(dataSource, 0, 0);
        assertThatException().isThrownBy(() -> OutboxSchema.migrate(counted, "", 60)).withMessageContaining("inbox");
        int uses = counted.uses();
        assertThatException().isThrownBy(() -> OutboxSchema.migrate(counted, "", 0));
        assertThat(uses).isLessThanOrEqualTo(2 * (counted.uses() - uses));
    }

    /** As a standby does until it has been promoted. The pauses grow, or an outage longer than a moment would be the end. */
    @Test
    void aDatabaseThatTakesConnectionsAndNoStatementsIsMigratedWhenItTakesThem() throws Exception {
        var attempts = new ConcurrentLinkedDeque<Long>();
        var watched = new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                attempts.add(System.nanoTime());
                return super.getConnection();
            }
        };
        OutboxSchema.migrate(dataSource, "", 0);
        asSuperuser("alter database " + name() + " set default_transaction_read_only = on");
        try (var thread = Executors.newVirtualThreadPerTaskExecutor()) {
            var migration = thread.submit(() -> OutboxSchema.migrate(watched, "", 60,
                    new Retention(Duration.ofDays(7), Duration.ofHours(1), 5)));
            await().until(() -> attempts.size() > 4 || migration.isDone());
            asSuperuser("alter database " + name() + " reset default_transaction_read_only");
            migration.get();
        }

        assertThat(retention()).isEqualTo("168:00:00 01:00:00 5");
        var times = List.copyOf(attempts);
        for (int n = 1; n <= 4; n++) {
            assertThat(Duration.ofNanos(times.get(n) - times.get(n - 1))).as("before attempt %d", n + 1)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(50L << n));
        }
    }

    @Test
    void aMigrationThatCannotRunInATransactionRunsWithoutOne() {
        var flyway = Flyway.configure().dataSource(dataSource).locations("classpath:db/no-transaction").load();

        CrashSafeMigration.run(flyway);

        assertThat(Arrays.stream(flyway.info().applied()).map(MigrationInfo::getScript)).containsExactly(
                "V1__Review.sql", "V2__Review_index.sql", "V3__Vacuum.sql");
        assertThat(jdbc.queryForObject("select indisvalid from pg_index where indexrelid = 'review_isbn'::regclass",
                Boolean.class)).isTrue();
        assertThat(flyway.getConfiguration().getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .isTransactionalLock()).as("the caller's own configuration").isTrue();
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (var superuser = Infrastructure.postgres().connect("postgres");
                var statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    private String name() {
        return database.jdbcUrl().replaceAll(".*/|\\?.*", "");
    }

    private static DriverManagerDataSource newDataSource() {
        var database = Infrastructure.newDatabase();
        return new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password());
    }

    private static List<String> versions(DataSource of) {
        return new JdbcTemplate(of).queryForList("""
                select version || ' ' || success from outbox_schema_history order by installed_rank""", String.class);
    }

    private String retention() {
        return jdbc.queryForList("""
                select coalesce(keep::text, 'null') || ' ' || partition_interval || ' ' || partition_rows
                  from outbox_retention""", String.class).getFirst();
    }
}
