package dev.ordersaga.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;

import dev.ordersaga.local.infrastructure.KafkaBroker;
import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.Ports;
import dev.ordersaga.local.process.Server;
import dev.ordersaga.local.process.Signal;

/** One Kafka broker with the settings of this project, in a JVM with the options of Kafka's own start script. */
final class Broker implements AutoCloseable {

    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-server", "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20", "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent");
    private static final String PROGRAM = "dev.ordersaga.local.infrastructure.KafkaProcess";

    private final Path data;
    private final int port = Ports.free();
    private final int controllerPort = Ports.free();
    private final Server server;

    private Broker(Path data, Path log) {
        this.data = data.toAbsolutePath();
        this.server = new Server("Kafka", log, this::launch, this::answers);
    }

    static Broker start(Path data, Path log) {
        var broker = new Broker(data, log);
        broker.server.start();
        return broker;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    long pid() {
        return server.process().pid();
    }

    @Override
    public void close() {
        server.close();
    }

    private Launch launch() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-Dlogback.configurationFile=dev/ordersaga/local/infrastructure/broker-logback.xml",
                "-cp",
                System.getProperty("java.class.path"), PROGRAM, settings().toString(), records().toString()));
        return new Launch(command, List.of(), Map.of(), Signal.TERM);
    }

    private Path records() {
        return data.resolve("records");
    }

    private Path settings() {
        var properties = new Properties();
        properties.putAll(KafkaBroker.commonSettings());
        properties.putAll(Map.of(
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", "PLAINTEXT://127.0.0.1:" + port,
                // a deleted topic is to make room at once, not in the middle of the next measurement
                "log.segment.delete.delay.ms", "1000",
                "log.dirs", records().toString()));
        try {
            var file = Files.createDirectories(data).resolve("server.properties");
            try (var out = Files.newBufferedWriter(file)) {
                properties.store(out, null);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port);
                var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (IOException | ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
