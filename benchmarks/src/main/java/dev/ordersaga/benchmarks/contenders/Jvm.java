package dev.ordersaga.benchmarks.contenders;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.ordersaga.benchmarks.contenders.Contender.StartOptions;

/** The same JVM for all contenders: the options are those of the relay's image. */
final class Jvm {

    private Jvm() {}

    static List<String> command(StartOptions options) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + options.heap(), "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options.more());
        return command;
    }
}
