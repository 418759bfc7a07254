package dev.ordersaga.local.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.Jdk;
import dev.ordersaga.local.process.JvmFlags;
import dev.ordersaga.local.process.Ports;
import dev.ordersaga.local.process.Signal;

/**
 * A real Kafka broker (KRaft, broker and controller in one) in a JVM of its own, for loopback clients alone. Topics are
 * not created by use. Records are kept for ever, so that an audit finds them all. A data folder that exists already is
 * used as it is.
 *
 * <p>
 * Closing it is up to the caller; where the system can, the broker also stops when this JVM dies.
 */
public final class KafkaBroker extends EmbeddedServer {

    public static final String PART = "kafka";

    private static final String SETTINGS = "broker.properties";

    private final Path dataDirectory;
    private final int port;
    private final int controllerPort;
    private final Map<String, String> settings;
    private final Map<Integer, Integer> ways;
    private final JvmFlags flags;

    private KafkaBroker(Path dataDirectory, int port, Path log, Map<String, String> settings,
            Map<Integer, Integer> ways, JvmFlags flags) {
        super("Kafka", log);
        this.dataDirectory = dataDirectory.toAbsolutePath();
        this.port = Ports.orFree(port);
        this.controllerPort = Ports.free();
        this.settings = settings;
        this.ways = new TreeMap<>(ways);
        this.flags = flags;
    }

    /** Not started yet: {@link #server()} is what starts it. */
    public static KafkaBroker in(Path dataDirectory, int port, Path log) {
        return in(dataDirectory, port, log, Map.of());
    }

    /** The same with settings beyond the common ones. */
    public static KafkaBroker in(Path dataDirectory, int port, Path log, Map<String, String> settings) {
        return new KafkaBroker(dataDirectory, port, log, settings, Map.of(), JvmFlags.QUICK);
    }

    /**
     * The same with further ways in: a broker tells its clients where to go on, so one that is to be reached by a proxy has
     * to know it.
     *
     * @param ways by each further port to listen on, the port that clients who come there are sent to
     */
    public static KafkaBroker withWays(Path dataDirectory, int port, Path log, Map<Integer, Integer> ways) {
        return withWays(dataDirectory, port, log, ways, JvmFlags.QUICK);
    }

    /** The same with further flags of its JVM, those of the part {@value #PART}. */
    public static KafkaBroker withWays(Path dataDirectory, int port, Path log, Map<Integer, Integer> ways,
            JvmFlags flags) {
        return new KafkaBroker(dataDirectory, port, log, Map.of(), ways, flags);
    }

    /**
     * Starts a broker and waits until it answers.
     *
     * @param dataDirectory made and formatted where it does not exist
     * @param port 0 for any free one
     * @param log what the broker writes is appended to this file
     * @throws StartFailedException when it does not come up, with the end of its log
     */
    public static KafkaBroker start(Path dataDirectory, int port, Path log) {
        var broker = in(dataDirectory, port, log);
        broker.server().start();
        return broker;
    }

    /** What every single broker of this project is told, wherever it runs: no addresses and no folders. */
    public static Map<String, String> commonSettings() {
        var properties = new Properties();
        try (var in = Objects.requireNonNull(KafkaBroker.class.getResourceAsStream(SETTINGS))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    Launch launch() {
        var command = new ArrayList<>(List.of(Jdk.tool("java")));
        command.addAll(flags.of(PART, List.of("-Xmx512m", "-XX:+UseSerialGC")));
        command.addAll(BrokerProgram.arguments());
        command.addAll(List.of(arguments()));
        return new Launch(command, List.of(), Map.of(), Signal.TERM);
    }

    /** Of {@link KafkaProcess}; what the first one names is written. */
    String[] arguments() {
        return new String[]{writeProperties().toString(), records().toString()};
    }

    private Path records() {
        return dataDirectory.resolve("records");
    }

    private Path writeProperties() {
        var properties = new Properties();
        properties.putAll(commonSettings());
        properties.putAll(settings);
        properties.putAll(Map.of(
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "listeners", listeners(Map.Entry::getKey) + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", listeners(Map.Entry::getValue),
                "listener.security.protocol.map", protocols(),
                "log.dirs", records().toString()));
        var file = dataDirectory.resolve("server.properties");
        try {
            Files.createDirectories(dataDirectory);
            try (var out = Files.newBufferedWriter(file)) {
                properties.store(out, "Written at every start");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String listeners(ToIntFunction<Map.Entry<Integer, Integer>> side) {
        return "PLAINTEXT://127.0.0.1:" + port + ways.entrySet().stream()
                .map(way -> ",WAY%d://127.0.0.1:%d".formatted(way.getKey(), side.applyAsInt(way)))
                .collect(Collectors.joining());
    }

    private String protocols() {
        return "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT" + ways.keySet().stream()
                .map(listening -> ",WAY%d:PLAINTEXT".formatted(listening)).collect(Collectors.joining());
    }

    @Override
    boolean answers() {
        return Ports.isOpen(port) && isInTheCluster(); // an admin client complains into the caller's log about a closed port
    }

    private boolean isInTheCluster() {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
