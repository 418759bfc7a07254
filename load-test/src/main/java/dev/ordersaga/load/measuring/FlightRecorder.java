package dev.ordersaga.load.measuring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import dev.ordersaga.load.processes.Jcmd;
import dev.ordersaga.local.stack.Parts;
import dev.ordersaga.local.stack.StackException;

/** Records each JVM of the system with JFR, by {@code jcmd}. */
final class FlightRecorder {

    private static final String NAME = "bench";

    private final Path folder;
    private final Map<String, ProcessHandle> processes;

    FlightRecorder(Path folder, Map<String, ProcessHandle> processes) {
        this.folder = folder;
        this.processes = processes;
    }

    void begin() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        each("JFR.start", "settings=profile");
    }

    /** @param what becomes a part of the names of the files */
    void end(String what) {
        each("JFR.stop", "filename=" + folder.resolve("{part}-" + what + ".jfr"));
    }

    private void each(String command, String argument) {
        CompletableFuture.allOf(processes.entrySet().stream()
                .filter(process -> !process.getKey().equals(Parts.POSTGRES))
                .map(process -> CompletableFuture.runAsync(() -> jcmd(process.getValue().pid(), command, argument
                        .replace("{part}", process.getKey())), Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new)).join();
    }

    private static void jcmd(long pid, String command, String argument) {
        var answer = Jcmd.ask(pid, command, "name=" + NAME, argument);
        if (answer.exitCode() != 0) {
            throw new StackException("%s of process %d failed:\n%s".formatted(command, pid, answer.text()));
        }
    }
}
