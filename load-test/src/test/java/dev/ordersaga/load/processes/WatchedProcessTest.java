package dev.ordersaga.load.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.ordersaga.load.processes.WatchedProcess.Kind;

class WatchedProcessTest {

    private static final int TURNS = 300_000;

    @BeforeEach
    void linux() {
        assumeThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
    }

    @Test
    void aFamilyUsesWhatItsChildrenUseAlsoThoseThatHaveEnded() throws Exception {
        // a shell that waits until it is told to, then for its child, which counts, then once more
        var shell = new ProcessBuilder("/bin/sh", "-c",
                "read go; /bin/sh -c 'i=0; while [ $i -lt " + TURNS + " ]; do i=$((i+1)); done'; echo done; read end")
                .start();
        try {
            var watched = new WatchedProcess("shell", shell.pid(), Kind.FAMILY);
            shell.outputWriter().append("go\n").flush();
            assertThat(shell.inputReader().readLine()).isEqualTo("done");

            var use = watched.use();

            assertThat(use.cpu()).isPositive();
            assertThat(use.memory()).isPositive();
            assertThat(use.peak()).isGreaterThanOrEqualTo(use.memory());
        } finally {
            shell.destroyForcibly();
        }
    }

    @Test
    void oneAloneUsesNothingOfWhatItsChildrenUse() throws Exception {
        var shell = new ProcessBuilder("/bin/sh", "-c",
                "read go; /bin/sh -c 'i=0; while [ $i -lt " + TURNS + " ]; do i=$((i+1)); done'; echo done; read end")
                .start();
        try {
            var alone = new WatchedProcess("shell", shell.pid(), Kind.ALONE);
            var family = new WatchedProcess("shell", shell.pid(), Kind.FAMILY);
            shell.outputWriter().append("go\n").flush();
            assertThat(shell.inputReader().readLine()).isEqualTo("done");

            assertThat(alone.use().cpu()).isLessThan(family.use().cpu());
        } finally {
            shell.destroyForcibly();
        }
    }

    @Test
    void ofThisJvmTheCompilersAreToldApart() {
        var watched = new WatchedProcess("test", ProcessHandle.current().pid(), Kind.ALONE);
        var turned = 0L;
        var begin = ProcessTimes.ofAlone(ProcessHandle.current().pid());
        while (ProcessTimes.ofAlone(ProcessHandle.current().pid()) - begin < 0.05) {
            turned += Long.numberOfTrailingZeros(System.nanoTime());
        }

        var use = watched.use();

        assertThat(turned).isNotNegative();
        assertThat(use.cpu()).isGreaterThanOrEqualTo(0.05);
        assertThat(use.compilers()).isBetween(0.0, use.cpu());
        assertThat(use.peak()).isGreaterThanOrEqualTo(use.memory()).isPositive();
    }
}
