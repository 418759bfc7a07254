package dev.ordersaga.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.process.Ports;
import dev.ordersaga.local.process.StartFailedException;

class EmbeddedPostgresTest {

    @TempDir
    Path folder;

    @Test
    void isTheRealServerAndKeepsItsPromises() throws SQLException {
        try (var postgres = start()) {
            assertThat(value(postgres, "show server_version")).startsWith("18.");
            assertThat(value(postgres, "show fsync")).isEqualTo("on");
            assertThat(value(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(value(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(postgres, "show server_encoding")).isEqualTo("UTF8");
            assertThat(value(postgres, "select upper('é')")).isEqualTo("É");
        }
    }

    @Test
    void keepsItsDataAndPortOverARestart() throws SQLException {
        try (var postgres = start()) {
            var port = postgres.port();
            execute(postgres, "create table kept as select 42 as answer");
            var before = postgres.process();
            postgres.restart();
            assertThat(before.isAlive()).isFalse();
            assertThat(postgres.port()).isEqualTo(port);
            assertThat(value(postgres, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void losesNothingCommittedWhenItIsKilledAmidSessions() throws SQLException {
        try (var postgres = start(); var _ = postgres.connect("postgres"); var _ = postgres.connect("postgres")) {
            execute(postgres, "create table kept as select 42 as answer");
            var family = postgres.process().descendants().toList();
            assertThat(family).isNotEmpty();
            postgres.kill();
            assertThat(family).noneMatch(ProcessHandle::isAlive);
            assertThat(postgres.onExit()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(128 + 9);
            postgres.restart();
            assertThat(value(postgres, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void takesOverADataFolderThatExists() throws SQLException {
        try (var first = start()) {
            execute(first, "create table kept as select 42 as answer");
        }
        try (var second = start()) {
            assertThat(value(second, "select answer from kept")).isEqualTo("42");
        }
    }

    @Test
    void leavesNoProcessWhenItIsClosed() {
        var postgres = start();
        var family = postgres.process().descendants().toList();
        postgres.close();
        assertThat(postgres.process().isAlive()).isFalse();
        assertThat(family).noneMatch(ProcessHandle::isAlive);
        postgres.close();
    }

    @Test
    void takesSettings() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(folder.resolve("data"), 0, log(),
                Map.of("max_connections", "17"))) {
            assertThat(value(postgres, "show max_connections")).isEqualTo("17");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        try (var postgres = start()) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("postgres"), "postgres", "x"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void showsTheEndOfTheLogWhenItDoesNotComeUp() {
        assertThatThrownBy(
                () -> EmbeddedPostgres.start(folder.resolve("data"), 0, log(), Map.of("max_connections", "many")))
                .isInstanceOf(StartFailedException.class)
                .hasMessageContaining("ended at its start")
                .hasMessageContaining("invalid value for parameter \"max_connections\"");
    }

    @Test
    void twoServersRunSideBySide() throws SQLException {
        try (var one = start();
                var other = EmbeddedPostgres.start(folder.resolve("other"), Ports.free(), log())) {
            execute(one, "create table mine()");
            assertThat(value(other, "select count(*) from pg_class where relname = 'mine'")).isEqualTo("0");
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder.resolve("a folder with spaces").resolve("data"), 0, log());
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
