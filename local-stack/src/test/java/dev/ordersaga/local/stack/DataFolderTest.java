package dev.ordersaga.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.ordersaga.local.Endpoints;

class DataFolderTest {

    @TempDir
    Path path;

    private final List<Process> sleepers = new ArrayList<>();

    @AfterEach
    void end() {
        sleepers.forEach(Process::destroyForcibly);
    }

    @Test
    void holdsOneStackAtATime() {
        try (var folder = DataFolder.open(path)) {
            folder.write(run(Map.of()));
            assertThatThrownBy(() -> DataFolder.open(path)).isInstanceOf(StackException.class)
                    .hasMessageContaining("A stack runs already in " + path)
                    .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining("demo --attach");
        }
        DataFolder.open(path).close();
    }

    @Test
    void endsWhatAKilledSupervisorHasLeftBehind() throws IOException {
        var leftover = sleeper();
        run(Map.of(Parts.KAFKA, ProcessIdentity.of(leftover.toHandle()))).write(path);
        try (var folder = DataFolder.open(path)) {
            assertThat(folder.endLeftovers()).containsExactly("kafka (process " + leftover.pid() + ")");
            assertThat(leftover.isAlive()).isFalse();
            assertThat(folder.endLeftovers()).isEmpty();
        }
    }

    @Test
    void neverHitsAnotherProcessThatHasGotTheSameId() throws IOException {
        var leftover = sleeper();
        var longAgo = new ProcessIdentity(leftover.pid(), Instant.now().minus(Duration.ofHours(1)));
        run(Map.of(Parts.KAFKA, longAgo)).write(path);
        try (var folder = DataFolder.open(path)) {
            assertThat(folder.endLeftovers()).isEmpty();
            assertThat(leftover.isAlive()).isTrue();
        }
    }

    @Test
    void wipesWhatStacksHaveStoredAndNothingElse() throws IOException {
        for (var stored : List.of("postgres", "kafka", "logs", "thesis")) {
            Files.writeString(Files.createDirectory(path.resolve(stored)).resolve("file"), "content");
        }
        try (var folder = DataFolder.open(path)) {
            folder.wipe();
        }
        assertThat(path.resolve("thesis").resolve("file")).exists();
        assertThat(List.of("postgres", "kafka", "logs")).noneMatch(stored -> Files.exists(path.resolve(stored)));
    }

    @Test
    void keepsTheLogOfTheRunBefore() throws IOException {
        try (var folder = DataFolder.open(path)) {
            Files.createDirectory(folder.logs());
            Files.writeString(folder.log("kafka"), "before");
            folder.beginLogs(List.of("kafka", "postgres"));
            assertThat(folder.log("kafka")).doesNotExist();
            assertThat(folder.logs().resolve("kafka.previous.log")).hasContent("before");
        }
    }

    @Test
    void onlyTheOwnerReadsTheRunFile() throws IOException {
        try (var folder = DataFolder.open(path)) {
            folder.write(run(Map.of()));
            assertThat(Files.getPosixFilePermissions(path.resolve("run.json")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(RunFile.read(path)).contains(run(Map.of()));
        }
        assertThat(RunFile.read(path)).isEmpty();
    }

    @Test
    void aRunFileOfAnotherVersionIsNone() throws IOException {
        Files.writeString(path.resolve("run.json"), "{\"supervisor\":7}");
        assertThat(RunFile.read(path)).isEmpty();
    }

    private Process sleeper() throws IOException {
        var sleeper = new ProcessBuilder("sleep", "600").start();
        sleepers.add(sleeper);
        return sleeper;
    }

    private static RunFile run(Map<String, ProcessIdentity> processes) {
        return new RunFile(ProcessIdentity.of(ProcessHandle.current()), 1, "token", Endpoints.local(1, 2, 3, 4, 5, 6),
                true, processes);
    }
}
