package dev.ordersaga.load.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the run was on. */
public final class Machine {

    private Machine() {}

    public static String description() {
        return "%d cores (%s), %s, Java %s".formatted(Runtime.getRuntime().availableProcessors(), processor(),
                System.getProperty("os.name") + " " + release(), Runtime.version());
    }

    /** Without what its builder has added. */
    private static String release() {
        return System.getProperty("os.version").replaceFirst("[^0-9.].*", "");
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch"));
        } catch (IOException _) {
            return System.getProperty("os.arch");
        }
    }
}
