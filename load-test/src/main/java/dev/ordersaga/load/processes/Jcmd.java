package dev.ordersaga.load.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import dev.ordersaga.local.process.Jdk;

/** The JDK's tool that asks things of another JVM. */
public final class Jcmd {

    private Jcmd() {}

    /** What it says and its exit code, 0 if all is well. */
    public record Answer(int exitCode, String text) {}

    /** Waits for the answer. */
    public static Answer ask(long pid, String... command) {
        var all = new ArrayList<>(List.of(Jdk.tool("jcmd"), String.valueOf(pid)));
        all.addAll(List.of(command));
        try {
            var process = new ProcessBuilder(all).redirectErrorStream(true).start();
            var text = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Answer(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
