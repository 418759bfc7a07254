package dev.ordersaga.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.ordersaga.local.process.LogFile;

/** {@code docker}, with an environment that tells {@code docker compose} what it is about. Thread-safe. */
record DockerCommand(Path log, Map<String, String> environment) {

    /** What it says goes to the log, and into the exception where it fails. */
    void run(String... arguments) {
        int exitCode = attempt(arguments);
        if (exitCode != 0) {
            throw new IllegalStateException("docker %s: exit code %d\n%s".formatted(String.join(" ", arguments),
                    exitCode, new LogFile(log).report()));
        }
    }

    /** @return the exit code */
    int attempt(String... arguments) {
        return start(ProcessBuilder.Redirect.appendTo(log.toFile()), arguments).onExit().join().exitValue();
    }

    /** The lines of what it prints. */
    List<String> ask(String... arguments) {
        var process = start(ProcessBuilder.Redirect.PIPE, arguments);
        try (var output = process.getInputStream()) {
            var lines = new String(output.readAllBytes(), UTF_8).lines().toList();
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("docker %s failed: see %s".formatted(String.join(" ", arguments),
                        log));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(ProcessBuilder.Redirect output, String... arguments) {
        try {
            Files.createDirectories(log.getParent());
            var command = new ProcessBuilder(Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList())
                    .redirectInput(Path.of("/dev/null").toFile()).redirectOutput(output)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            command.environment().putAll(environment);
            return command.start();
        } catch (IOException e) {
            throw new IllegalStateException("The system test on containers needs the docker command with its compose "
                    + "plugin; -Dinfrastructure=embedded does without.", e);
        }
    }
}
