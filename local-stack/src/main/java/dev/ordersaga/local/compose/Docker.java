package dev.ordersaga.local.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.ordersaga.local.stack.StackException;

/**
 * The {@code docker} command, each call within a time limit. Where it fails, a {@link StackException} says what it said.
 * Thread-safe.
 */
final class Docker {

    /** For questions, which a daemon answers at once if it answers at all. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** Longer than any container of ours may take to end in good order. */
    private static final Duration ACTION = Duration.ofMinutes(2);

    private final String command;
    private final Duration answerLimit;

    Docker(String command) {
        this(command, ANSWER);
    }

    Docker(String command, Duration answerLimit) {
        this.command = command;
        this.answerLimit = answerLimit;
    }

    /** All containers with these labels ({@code name} or {@code name=value}), those that do not run included. */
    List<Container> containers(String... labels) {
        var question = new ArrayList<>(List.of("ps", "--all", "--quiet", "--no-trunc"));
        List.of(labels).forEach(label -> question.addAll(List.of("--filter", "label=" + label)));
        var ids = run(answerLimit, question, false).lines().toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        var inspect = Stream.concat(Stream.of("inspect", "--type", "container"), ids.stream()).toList();
        return Container.parse(run(answerLimit, inspect, false));
    }

    /** Does something with those containers, side by side where docker can; nothing where there are none. */
    void act(String action, List<Container> containers) {
        if (!containers.isEmpty()) {
            run(ACTION, Stream.concat(Stream.of(action), containers.stream().map(Container::id)).toList(), false);
        }
    }

    /** The end of what a container has written, to standard output and standard error. */
    String logs(Container container, int lines) {
        return run(answerLimit, List.of("logs", "--tail", String.valueOf(lines), container.id()), true);
    }

    private String run(Duration limit, List<String> arguments, boolean everything) {
        try {
            var process = new ProcessBuilder(Stream.concat(Stream.of(command), arguments.stream()).toList())
                    .redirectErrorStream(everything).start();
            process.getOutputStream().close();
            var output = text(process.getInputStream());
            var errors = text(process.getErrorStream());
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new StackException("docker %s takes longer than %d s".formatted(arguments.getFirst(),
                        limit.toSeconds()));
            }
            if (process.exitValue() != 0) {
                throw new StackException("docker %s: %s".formatted(arguments.getFirst(), errors.join().strip()));
            }
            return output.join();
        } catch (IOException e) {
            throw new StackException("docker cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<String> text(InputStream stream) {
        return CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, Thread::startVirtualThread);
    }
}
