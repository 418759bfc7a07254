package dev.ordersaga.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.process.Ports;
import dev.ordersaga.local.process.StartFailedException;

class EmbeddedPostgresTest {

    static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(@TempDir Path folder) {
        postgres = EmbeddedPostgres.start(folder.resolve("a folder with spaces").resolve("data"), 0,
                folder.resolve("postgres.log"));
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Test
    void isTheRealServerAndKeepsItsPromises() throws SQLException {
        assertThat(value(postgres, "show server_version")).startsWith("18.");
        assertThat(value(postgres, "show fsync")).isEqualTo("on");
        assertThat(value(postgres, "show synchronous_commit")).isEqualTo("on");
        assertThat(value(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(value(postgres, "show server_encoding")).isEqualTo("UTF8");
        assertThat(value(postgres, "select upper('é')")).isEqualTo("É");
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("postgres"), "postgres", "x"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void keepsItsDataAndPortOverARestart() throws SQLException {
        var port = postgres.port();
        execute(postgres, "create table restarted as select 42 as answer");
        var before = postgres.process();
        postgres.restart();
        assertThat(before.isAlive()).isFalse();
        assertThat(postgres.port()).isEqualTo(port);
        assertThat(value(postgres, "select answer from restarted")).isEqualTo("42");
    }

    @Test
    void losesNothingCommittedWhenItIsKilledAmidSessions() throws SQLException {
        try (var _ = postgres.connect("postgres"); var _ = postgres.connect("postgres")) {
            execute(postgres, "create table killed as select 42 as answer");
            var family = postgres.process().descendants().toList();
            assertThat(family).isNotEmpty();
            postgres.kill();
            assertThat(family).noneMatch(ProcessHandle::isAlive);
            assertThat(postgres.onExit()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(128 + 9);
            postgres.restart();
            assertThat(value(postgres, "select answer from killed")).isEqualTo("42");
        }
    }

    @Test
    void leavesNoProcessWhenItIsClosedAndTakesOverADataFolderThatExists() throws SQLException {
        var first = EmbeddedPostgres.start(folder.resolve("data"), 0, log());
        execute(first, "create table kept as select 42 as answer");
        var family = first.process().descendants().toList();
        first.close();
        assertThat(first.process().isAlive()).isFalse();
        assertThat(family).noneMatch(ProcessHandle::isAlive);
        first.close();
        try (var second = EmbeddedPostgres.start(folder.resolve("data"), 0, log(), Map.of("max_connections", "17"))) {
            assertThat(value(second, "select answer from kept")).isEqualTo("42");
            assertThat(value(second, "show max_connections")).isEqualTo("17");
        }
    }

    @Test
    void runsBesideAnother() throws SQLException {
        execute(postgres, "create table mine()");
        try (var other = EmbeddedPostgres.start(folder.resolve("other"), Ports.free(), log())) {
            assertThat(value(other, "select count(*) from pg_class where relname = 'mine'")).isEqualTo("0");
        }
    }

    @Test
    void showsTheEndOfTheLogWhenItDoesNotComeUp() throws IOException {
        var somethingElse = Files.createDirectory(folder.resolve("holidays"));
        assertThatThrownBy(() -> EmbeddedPostgres.start(somethingElse, 0, log()))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("PostgreSQL ended at its start")
                .hasMessageContaining("postgresql.conf");
    }

    private Path log() {
        return folder.resolve("postgres.log");
    }

    private static String value(EmbeddedPostgres postgres, String query) throws SQLException {
        try (var connection = postgres.connect("postgres");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = postgres.connect("postgres"); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
