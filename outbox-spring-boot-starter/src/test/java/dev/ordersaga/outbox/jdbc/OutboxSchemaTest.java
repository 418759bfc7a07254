package dev.ordersaga.outbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import dev.ordersaga.outbox.jdbc.OutboxProperties.Retention;
import dev.ordersaga.testing.CutDataSource;
import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
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
        try (var superuser = Infrastructure.postgres().connect("postgres");
                var statement = superuser.createStatement()) {
            statement.execute("create role " + READER);
        }
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
