package dev.ordersaga.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.ordersaga.testing.Infrastructure;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/** The program as it is, with the settings that it has by itself, in a JVM of its own. */
final class RelayProgram implements AutoCloseable {

    private final Process process;

    private RelayProgram(Process process) {
        this.process = process;
    }

    static RelayProgram start(String id, String instance, Map<String, RelayProperties.Source> sources) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), RelayApplication.class.getName(),
                "--spring.profiles.active=mine", "--server.port=0", "--relay.id=" + id,
                "--relay.cursor-topic=cursors-" + id, "--relay.instance=" + instance,
                "--spring.kafka.bootstrap-servers=" + Infrastructure.kafka().bootstrapServers(),
                "--spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName()));
        sources.forEach((name, source) -> command.addAll(List.of("--relay.sources." + name + ".url=" + source.url(),
                "--relay.sources." + name + ".username=" + source.username(),
                "--relay.sources." + name + ".password=" + source.password())));
        try {
            var log = Files.createTempFile(Path.of("target"), "relay-program", ".log");
            return new RelayProgram(new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM; it ends by itself. */
    void asksToStop() {
        process.destroy();
    }

    @Override
    public void close() {
        kill();
    }
}
