package dev.ordersaga.load.measuring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.ordersaga.load.driving.Drive;
import dev.ordersaga.load.driving.Load;
import dev.ordersaga.load.driving.Pulse;
import dev.ordersaga.load.processes.WatchedProcess;
import dev.ordersaga.load.processes.WatchedProcess.Kind;
import dev.ordersaga.load.processes.WatchedProcess.Use;
import dev.ordersaga.local.stack.Parts;

/** Watches all processes while a part of the load goes on. */
final class Meter implements Load.Watch {

    /** To look is work as well, on the same cores. */
    private static final int PULSES_A_LOOK = 4;

    private final Map<String, ProcessHandle> processes;
    private final Load.Watch screen;
    private final List<WatchedProcess> watched = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private int pulses;

    Meter(Map<String, ProcessHandle> processes, Load.Watch screen) {
        this.processes = processes;
        this.screen = screen;
    }

    @Override
    public void begins() {
        screen.begins();
        processes.forEach((name, process) -> watched.add(new WatchedProcess(name, process.pid(),
                name.equals(Parts.POSTGRES) ? Kind.FAMILY : Kind.JVM)));
        watched.add(new WatchedProcess("load generator", ProcessHandle.current().pid(), Kind.ALONE));
    }

    @Override
    public void pulse(Pulse pulse) {
        screen.pulse(pulse);
        if (!watched.isEmpty() && ++pulses % PULSES_A_LOOK == 0) {
            watched.forEach(WatchedProcess::look);
        }
    }

    @Override
    public void ends() {
        watched.forEach(process -> uses.add(process.use()));
        screen.ends();
    }

    Measurement measured(String name, Drive drive) {
        var costs = uses.stream().map(use -> Cost.of(use, drive.settled(), drive.seconds())).toList();
        return Measurement.of(name, drive, costs.subList(0, costs.size() - 1), costs.getLast());
    }
}
