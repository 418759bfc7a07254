package dev.ordersaga.load.measuring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.load.driving.Drive;
import dev.ordersaga.load.driving.Load;
import dev.ordersaga.load.driving.Pulse;
import dev.ordersaga.load.processes.Heap;
import dev.ordersaga.load.processes.WatchedProcess;
import dev.ordersaga.load.processes.WatchedProcess.Kind;
import dev.ordersaga.load.processes.WatchedProcess.Use;
import dev.ordersaga.local.stack.Parts;

/** Watches all processes while a part of the load goes on. Made when the system is idle. */
final class Meter implements Load.Watch {

    /** To look is work as well, on the same cores. */
    private static final int PULSES_A_LOOK = 4;

    private final Map<String, ProcessHandle> processes;
    private final Tables tables;
    private final Duration time;
    private final Load.Watch screen;
    private final Map<String, Long> heapBefore;
    private final List<WatchedProcess> watched = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private @Nullable Course course;
    private int pulses;

    Meter(Map<String, ProcessHandle> processes, Tables tables, Duration time, Load.Watch screen) {
        this.processes = processes;
        this.tables = tables;
        this.time = time;
        this.screen = screen;
        heapBefore = heaps();
    }

    @Override
    public void begins() {
        screen.begins();
        processes.forEach((name, process) -> watched.add(new WatchedProcess(name, process.pid(),
                name.equals(Parts.POSTGRES) ? Kind.FAMILY : Kind.JVM)));
        watched.add(new WatchedProcess("load generator", ProcessHandle.current().pid(), Kind.ALONE));
        course = new Course(time, this::memory, tables::sizes);
    }

    @Override
    public void pulse(Pulse pulse) {
        screen.pulse(pulse);
        if (course != null) {
            course.add(pulse);
            if (++pulses % PULSES_A_LOOK == 0) {
                watched.forEach(WatchedProcess::look);
            }
        }
    }

    @Override
    public void ends() {
        watched.forEach(process -> uses.add(process.use()));
        screen.ends();
    }

    private Map<String, Long> memory() {
        var memory = new TreeMap<String, Long>();
        watched.forEach(process -> memory.put(process.name(), process.memory()));
        return memory;
    }

    private Map<String, Long> heaps() {
        var heaps = new HashMap<String, Long>();
        processes.forEach((name, process) -> {
            if (!name.equals(Parts.POSTGRES)) {
                heaps.put(name, Heap.bytesAfterCollection(process.pid()));
            }
        });
        return heaps;
    }

    /** To be asked when the system is idle again. */
    Measurement measured(String name, Drive drive) {
        var heapAfter = heaps();
        var costs = uses.stream().map(use -> Cost.of(use, drive.settled(), drive.seconds(), heapBefore.getOrDefault(use
                .name(), 0L), heapAfter.getOrDefault(use.name(), 0L))).toList();
        return Measurement.of(name, drive, costs.subList(0, costs.size() - 1), costs.getLast(), course == null
                ? List.of()
                : course.samples());
    }
}
