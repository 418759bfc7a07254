package dev.ordersaga.benchmarks.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What processes have used so far, as Linux counts it in {@code /proc}. */
public final class ProcessTimes {

    private static final Path PROC = Path.of("/proc");
    /** USER_HZ, which is 100 on all architectures that PostgreSQL's binaries are for. */
    private static final double TICKS_PER_SECOND = 100;

    private ProcessTimes() {}

    /** @throws IllegalStateException anywhere but on Linux */
    public static void requireLinux() {
        if (!Files.exists(PROC.resolve("self/stat"))) {
            throw new IllegalStateException(
                    "The processor time of PostgreSQL and Kafka is read from /proc: this runs on Linux alone");
        }
    }

    /** Seconds of processor time of that process, its children that run and those that have ended. */
    public static double ofTree(long pid) {
        var all = all();
        var root = all.get(pid);
        return root == null ? 0 : (root.own() + root.endedChildren() + ofDescendants(pid, all)) / TICKS_PER_SECOND;
    }

    private static long ofDescendants(long parent, Map<Long, Stat> all) {
        var sum = 0L;
        for (var entry : all.entrySet()) {
            if (entry.getValue().parent() == parent) {
                sum += entry.getValue().own() + entry.getValue().endedChildren() + ofDescendants(entry.getKey(), all);
            }
        }
        return sum;
    }

    /** The most memory that the process has had in RAM since {@link #resetPeak}, in bytes. */
    public static long peak(long pid) {
        try (var lines = Files.lines(PROC.resolve(pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:")).findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).orElse(0L);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on, {@link #peak} counts anew. */
    public static void resetPeak(long pid) {
        try {
            Files.writeString(PROC.resolve(pid + "/clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Long, Stat> all() {
        var all = new HashMap<Long, Stat>();
        try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var process : processes) {
                try {
                    all.put(Long.valueOf(process.getFileName().toString()), Stat.of(Files.readString(process.resolve(
                            "stat"))));
                } catch (IOException _) {
                    // ended in the meantime
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private record Stat(long parent, long own, long endedChildren) {

        /** The name, in parentheses, may contain anything. */
        static Stat of(String line) {
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return new Stat(Long.parseLong(fields[1]), Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                    Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        }
    }
}
