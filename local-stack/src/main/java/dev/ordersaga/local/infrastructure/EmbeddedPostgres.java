package dev.ordersaga.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.ordersaga.local.process.ChildProcess;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.Folders;
import dev.ordersaga.local.process.LogFile;
import dev.ordersaga.local.process.Ports;
import dev.ordersaga.local.process.Signal;
import dev.ordersaga.local.process.StartFailedException;

/**
 * A real PostgreSQL server, a child process of this JVM that listens on 127.0.0.1 alone and keeps its promises
 * ({@code fsync} and {@code synchronous_commit} are on). A data folder that exists already is used as it is.
 *
 * <p>
 * Closing it is up to the caller; where the system can, the server also stops when this JVM dies.
 */
public final class EmbeddedPostgres extends EmbeddedServer {

    public static final String SUPERUSER = "postgres";

    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", "127.0.0.1",
            // the path of a socket must not be longer than 107 characters, the path of a checkout may be
            "unix_socket_directories", "",
            "max_connections", "200",
            "shared_buffers", "128MB",
            "timezone", "UTC",
            "log_timezone", "UTC",
            "log_checkpoints", "off",
            "log_line_prefix", "%m [%p] %q%u@%d ");

    private final Path dataDirectory;
    private final int port;
    private final LogFile log;
    private final Map<String, String> settings;

    private EmbeddedPostgres(Path dataDirectory, int port, Path log, Map<String, String> settings) {
        super("PostgreSQL", log);
        this.dataDirectory = dataDirectory.toAbsolutePath();
        this.port = Ports.orFree(port);
        this.log = new LogFile(log.toAbsolutePath());
        this.settings = new TreeMap<>(SETTINGS);
        this.settings.putAll(settings);
    }

    /** Not started yet: {@link #server()} is what starts it. */
    public static EmbeddedPostgres in(Path dataDirectory, int port, Path log) {
        return in(dataDirectory, port, log, Map.of());
    }

    /** The same with further settings of {@code postgresql.conf}, which win over ours. */
    public static EmbeddedPostgres in(Path dataDirectory, int port, Path log, Map<String, String> settings) {
        return new EmbeddedPostgres(dataDirectory, port, log, settings);
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param dataDirectory made and initialised where it does not exist
     * @param port 0 for any free one
     * @param log what the server writes is appended to this file
     * @throws StartFailedException when it does not come up, with the end of its log
     */
    public static EmbeddedPostgres start(Path dataDirectory, int port, Path log) {
        return start(dataDirectory, port, log, Map.of());
    }

    /** The same with further settings of {@code postgresql.conf}, which win over ours. */
    public static EmbeddedPostgres start(Path dataDirectory, int port, Path log, Map<String, String> settings) {
        var postgres = new EmbeddedPostgres(dataDirectory, port, log, settings);
        postgres.server().start();
        return postgres;
    }

    /** Without credentials. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public int port() {
        return port;
    }

    public String superuserPassword() {
        return SUPERUSER;
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, superuserPassword());
    }

    @Override
    Launch launch() {
        var binaries = PostgresBinaries.unpacked().resolve("bin");
        if (!Files.exists(dataDirectory)) {
            initialise(binaries);
        }
        UnprivilegedUser.current().own(dataDirectory);
        var command = new ArrayList<>(List.of(binaries.resolve("postgres").toString(),
                "-D", dataDirectory.toString(), "-p", String.valueOf(port)));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return unprivileged(command);
    }

    /** Into a folder of another name first: one that has the right name is complete. */
    private void initialise(Path binaries) {
        try {
            var parent = Objects.requireNonNull(dataDirectory.getParent());
            Files.createDirectories(parent);
            var unfinished = dataDirectory.resolveSibling(dataDirectory.getFileName() + ".unfinished");
            Folders.delete(unfinished);
            Files.createDirectory(unfinished);
            var password = Files.writeString(Files.createTempFile(parent, "password", ""), superuserPassword());
            UnprivilegedUser.current().own(unfinished);
            UnprivilegedUser.current().own(password);
            var initdb = ChildProcess.start(unprivileged(List.of(binaries.resolve("initdb").toString(), "-D", unfinished
                    .toString(),
                    "--username=" + SUPERUSER, "--pwfile=" + password, "--auth=scram-sha-256", "--encoding=UTF8",
                    "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                    "--no-sync", "--no-instructions")), log);
            var ended = initdb.endsWithin(INIT_LIMIT);
            initdb.kill();
            Files.delete(password);
            if (!ended || initdb.onExit().join() != 0) {
                throw new StartFailedException("initdb failed", log);
            }
            Files.move(unfinished, dataDirectory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Launch unprivileged(List<String> command) {
        return new Launch(command, UnprivilegedUser.current().wrapper(), Map.of(), Signal.INT);
    }

    @Override
    boolean answers() {
        try (var connection = connect("postgres")) {
            return connection.isValid(5);
        } catch (SQLException _) {
            return false;
        }
    }
}
