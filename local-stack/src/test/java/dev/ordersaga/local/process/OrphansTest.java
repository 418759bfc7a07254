package dev.ordersaga.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.process.ChildProcess.Launch;

@EnabledOnOs(OS.LINUX)
class OrphansTest {

    @TempDir
    Path folder;

    @Test
    void aChildEndsWhenItsParentIsKilled() throws IOException {
        var pids = folder.resolve("pids");
        var parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Parent.class.getName(),
                pids.toString()).inheritIO().start();
        try {
            await().until(() -> Files.exists(pids));
            var child = ProcessHandle.of(Long.parseLong(Files.readString(pids))).orElseThrow();
            parent.destroyForcibly();
            await().untilAsserted(() -> assertThat(child.isAlive()).isFalse());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aChildIsOutOfReachOfTheTerminal() throws IOException {
        var child = ChildProcess.start(sleeper(), new LogFile(folder.resolve("log")));
        try {
            await().untilAsserted(() -> assertThat(session(child.handle().pid()))
                    .isNotEqualTo(session(ProcessHandle.current().pid())));
        } finally {
            child.kill();
        }
    }

    private static String session(long pid) throws IOException {
        var status = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        return status.substring(status.lastIndexOf(')') + 2).split(" ", -1)[3];
    }

    private static Launch sleeper() {
        return new Launch(List.of("sleep", "600"), List.of(), Map.of(), Signal.TERM);
    }

    /** Starts a child, writes its pid down and waits to be killed. */
    static final class Parent {

        public static void main(String[] arguments) throws IOException {
            var pids = Path.of(arguments[0]);
            var child = ChildProcess.start(sleeper(), new LogFile(pids.resolveSibling("log")));
            var unfinished = Files.writeString(pids.resolveSibling("unfinished"), String.valueOf(child.handle().pid()));
            Files.move(unfinished, pids);
            child.onExit().join();
        }
    }
}
