package dev.ordersaga.load.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What processes have used so far, as Linux counts it in {@code /proc}. */
public final class ProcessTimes {

    private static final Path PROC = Path.of("/proc");
    /** USER_HZ, which is 100 on all architectures that PostgreSQL's binaries are for. */
    private static final double TICKS_PER_SECOND = 100;
    private static final long KILOBYTE = 1024;

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
        return tree(pid, all).stream().map(all::get).mapToLong(stat -> stat.own() + stat.endedChildren()).sum()
                / TICKS_PER_SECOND;
    }

    /** Seconds of processor time of that process without its children. */
    public static double ofAlone(long pid) {
        var stat = all().get(pid);
        return stat == null ? 0 : stat.own() / TICKS_PER_SECOND;
    }

    /** That process, its children and theirs; empty if it has ended. */
    public static List<Long> tree(long pid) {
        return tree(pid, all());
    }

    private static List<Long> tree(long pid, Map<Long, Stat> all) {
        var tree = new ArrayList<Long>();
        if (all.containsKey(pid)) {
            tree.add(pid);
            all.forEach((child, stat) -> {
                if (stat.parent() == pid) {
                    tree.addAll(tree(child, all));
                }
            });
        }
        return tree;
    }

    /** Seconds of processor time of each thread of a process, by its id, of those whose names begin so. */
    public static Map<Long, Double> ofThreads(long pid, List<String> beginnings) {
        var times = new HashMap<Long, Double>();
        try (var threads = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
            for (var thread : threads) {
                try {
                    var line = Files.readString(thread.resolve("stat"));
                    var name = line.substring(line.indexOf('(') + 1, line.lastIndexOf(')'));
                    if (beginnings.stream().anyMatch(name::startsWith)) {
                        times.put(Long.valueOf(thread.getFileName().toString()), Stat.of(line).own()
                                / TICKS_PER_SECOND);
                    }
                } catch (IOException _) {
                    // ended in the meantime
                }
            }
        } catch (IOException _) {
            // the whole process has
        }
        return times;
    }

    /** What the process has in RAM, in bytes; 0 if it has ended. */
    public static long resident(long pid) {
        return line(pid, "status", "VmRSS:");
    }

    /** The most memory that the process has had in RAM since {@link #resetPeak}, in bytes. */
    public static long peak(long pid) {
        return line(pid, "status", "VmHWM:");
    }

    /** What the process has in RAM, in bytes, of what it shares with others only its part; 0 if it has ended. */
    public static long proportional(long pid) {
        return line(pid, "smaps_rollup", "Pss:");
    }

    private static long line(long pid, String file, String name) {
        try (var lines = Files.lines(PROC.resolve(pid + "/" + file))) {
            return lines.filter(line -> line.startsWith(name)).findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE).orElse(0L);
        } catch (IOException | UncheckedIOException _) {
            return 0;
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
