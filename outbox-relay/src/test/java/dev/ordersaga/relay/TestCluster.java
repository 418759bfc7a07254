package dev.ordersaga.relay;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

import dev.ordersaga.local.infrastructure.EmbeddedPostgres;
import dev.ordersaga.local.process.Folders;
import dev.ordersaga.testing.Infrastructure;

/** A PostgreSQL server of a test's own, to do with what operators do: backups, restores, standbys, failovers. */
final class TestCluster implements AutoCloseable {

    private final Path folder;
    private final EmbeddedPostgres server;

    private TestCluster(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.server = EmbeddedPostgres.in(data(), 0, folder.resolve("postgres.log"), settings);
        server.server().start();
    }

    static TestCluster start() {
        return start(Map.of());
    }

    static TestCluster start(Map<String, String> settings) {
        try {
            return new TestCluster(Files.createTempDirectory("order-saga-cluster"), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    TestOutbox outbox() throws SQLException {
        try (var superuser = server.connect("postgres")) {
            return TestOutbox.create(new Infrastructure.Database(server.jdbcUrl("postgres"),
                    EmbeddedPostgres.SUPERUSER, server.superuserPassword()), superuser);
        }
    }

    /** What only a superuser may do. */
    interface Privileged {

        void with(Connection superuser) throws SQLException;
    }

    void superuser(Privileged doing) throws SQLException {
        try (var superuser = server.connect("postgres")) {
            doing.with(superuser);
        }
    }

    /** Of its files, as they are while it stands still. */
    void backUp() {
        server.stop();
        copy(data(), folder.resolve("backup"));
        server.server().start();
    }

    /** As with the volume of a machine: it knows nothing of having been anywhere else. */
    void isSetBackToTheBackup() {
        server.stop();
        Folders.delete(data());
        copy(folder.resolve("backup"), data());
        server.server().start();
    }

    void becomesAStandby() {
        server.stop();
        touch("standby.signal");
        server.server().start();
    }

    void isPromoted() throws SQLException {
        try (var superuser = server.connect("postgres"); var statement = superuser.createStatement()) {
            statement.execute("select pg_promote()");
        }
    }

    /** The backup, with what of the log there is: to another timeline, as it is done with an archive. */
    void recoversFromTheBackup() throws IOException {
        server.stop();
        Folders.delete(data());
        copy(folder.resolve("backup"), data());
        Files.writeString(data().resolve("postgresql.auto.conf"), "restore_command = 'false'\n");
        touch("recovery.signal");
        server.server().start();
        await().until(() -> !isInRecovery()); // it answers before that, as a standby
    }

    private boolean isInRecovery() throws SQLException {
        try (var superuser = server.connect("postgres");
                var statement = superuser.createStatement();
                var result = statement.executeQuery("select pg_is_in_recovery()")) {
            result.next();
            return result.getBoolean(1);
        }
    }

    private void touch(String file) {
        try {
            Files.createFile(data().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        Folders.delete(folder);
    }
}
