package dev.ordersaga.connect;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kafka Connect as its script starts it, with the files of the documentation, in a JVM of its own. */
final class ConnectWorker implements AutoCloseable {

    private static final Predicate<Path> PLUGIN = jar -> jar.getFileName().toString().startsWith("debezium-")
            || jar.getFileName().toString().startsWith("postgresql-");

    private final Process process;

    private ConnectWorker(Process process) {
        this.process = process;
    }

    /** As an installation would be: the plugin in a folder of its own, out of the worker's class path. */
    static void unpackPlugin(Path plugins) throws IOException {
        var plugin = Files.createDirectories(plugins.resolve("debezium-connector-postgres"));
        for (var jar : classPath().filter(PLUGIN).toList()) {
            Files.copy(jar, plugin.resolve(jar.getFileName()));
        }
    }

    static ConnectWorker start(Path folder, Path worker, Path connector, Map<String, String> environment, Path log) {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                classPath().filter(PLUGIN.negate()).map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                "org.apache.kafka.connect.cli.ConnectStandalone", absolute(worker), absolute(connector));
        builder.environment().putAll(environment);
        try {
            return new ConnectWorker(builder.directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toAbsolutePath().toFile())).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
