package dev.ordersaga.load.measuring;

import java.util.List;
import java.util.Map;

import dev.ordersaga.load.processes.WatchedProcess;
import dev.ordersaga.load.processes.WatchedProcess.Kind;
import dev.ordersaga.local.stack.Parts;

/** Whether the JVMs of the system have compiled what they need, by the processor time that their compilers take. */
final class Warmth {

    private static final double INTERVAL = 10;
    /** Cores, of all JVMs together. */
    private static final double LITTLE = 0.1;

    private final List<WatchedProcess> jvms;
    private long since = System.nanoTime();
    private double before;
    private double compilers;
    private boolean enough;

    Warmth(Map<String, ProcessHandle> processes) {
        jvms = processes.entrySet().stream().filter(process -> !process.getKey().equals(Parts.POSTGRES))
                .map(process -> new WatchedProcess(process.getKey(), process.getValue().pid(), Kind.JVM)).toList();
    }

    /** To be asked again and again under load: says what it found in the last ten seconds. */
    boolean isEnough() {
        double seconds = (System.nanoTime() - since) / 1e9;
        if (seconds >= INTERVAL) {
            double now = jvms.stream().mapToDouble(WatchedProcess::compilers).sum();
            compilers = (now - before) / seconds;
            enough = compilers < LITTLE;
            before = now;
            since = System.nanoTime();
        }
        return enough;
    }

    /** Cores that the compilers kept busy when that was looked at last. */
    double compilers() {
        return compilers;
    }
}
