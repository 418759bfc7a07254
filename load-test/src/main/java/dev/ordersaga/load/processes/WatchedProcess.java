package dev.ordersaga.load.processes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process, looked at again and again while something goes on: {@link #look} at the beginning, at times, and at the end.
 * Not thread-safe.
 */
public final class WatchedProcess {

    private static final List<String> COMPILERS = List.of("C1 Compiler", "C2 Compiler");

    private final String name;
    private final long pid;
    private final Kind kind;
    private final double begin;
    private final Map<Long, Double> compilersBegin;
    /** A compiler's thread ends when there is nothing to compile, and its time is then known no more. */
    private final Map<Long, Double> compilers = new HashMap<>();
    private long peak;

    /** What a process is, as far as that decides how it is counted. */
    public enum Kind {
        /** One process, some of whose threads compile. */
        JVM,
        /** The same, whose children are not its own: this one has started all others. */
        ALONE,
        /** Several that share memory. */
        FAMILY
    }

    public WatchedProcess(String name, long pid, Kind kind) {
        this.name = name;
        this.pid = pid;
        this.kind = kind;
        if (kind != Kind.FAMILY) {
            ProcessTimes.resetPeak(pid);
        }
        compilersBegin = ProcessTimes.ofThreads(pid, COMPILERS);
        begin = cpu();
    }

    /**
     * What it used.
     *
     * @param cpu seconds of processor time, of all its children as well
     * @param compilers seconds of it that compilers took
     * @param memory bytes in RAM at the end; of several processes what they share is counted once
     * @param peak the most that was seen
     */
    public record Use(String name, double cpu, double compilers, long memory, long peak) {}

    public String name() {
        return name;
    }

    /** Looks at what goes by. */
    public void look() {
        compilers.putAll(ProcessTimes.ofThreads(pid, COMPILERS));
        peak = Math.max(peak, kind == Kind.FAMILY ? memory() : ProcessTimes.peak(pid));
    }

    /** From the beginning until now. */
    public Use use() {
        double cpu = cpu() - begin;
        double compiling = compilers();
        long memory = memory();
        return new Use(name, cpu, compiling, memory, Math.max(peak, memory));
    }

    /** Seconds of processor time that the compilers of a JVM have taken since the beginning. */
    public double compilers() {
        look();
        return compilers.entrySet().stream()
                .mapToDouble(thread -> thread.getValue() - compilersBegin.getOrDefault(thread.getKey(), 0.0)).sum();
    }

    private double cpu() {
        return kind == Kind.ALONE ? ProcessTimes.ofAlone(pid) : ProcessTimes.ofTree(pid);
    }

    /** Bytes in RAM now; of several processes what they share is counted once. */
    public long memory() {
        return kind == Kind.FAMILY
                ? ProcessTimes.tree(pid).stream().mapToLong(ProcessTimes::proportional).sum()
                : ProcessTimes.resident(pid);
    }
}
