package dev.ordersaga.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.ordersaga.local.process.Folders;
import dev.ordersaga.local.process.Signal;

/** The folder of one stack's data, held by one process at a time: the system drops the lock of a killed one. */
final class DataFolder implements AutoCloseable {

    private static final Duration GRACE_OF_LEFTOVERS = Duration.ofSeconds(20);

    private final Path path;
    private final FileChannel lock;
    private boolean closed;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws StackException when another stack runs in it */
    static DataFolder open(Path path) {
        try {
            Files.createDirectories(path);
            var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locks(channel)) {
                channel.close();
                throw inUse(path);
            }
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new StackException("The data folder %s cannot be used (%s): choose another with --data DIR".formatted(
                    path, e));
        }
    }

    Path path() {
        return path;
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path log(String part) {
        return logs().resolve(part + ".log");
    }

    synchronized void write(RunFile run) {
        if (!closed) {
            run.write(path);
        }
    }

    /** Ends what a supervisor that was killed could not end. @return for people, empty when there was nothing */
    List<String> endLeftovers() {
        var leftovers = RunFile.read(path).map(RunFile::processes).orElse(Map.of()).entrySet().stream()
                .flatMap(part -> part.getValue().alive().stream().map(process -> Map.entry(part.getKey(), process)))
                .toList();
        var ends = leftovers.stream().map(part -> end(part.getKey(), part.getValue())).toList();
        ends.forEach(CompletableFuture::join);
        RunFile.delete(path);
        return leftovers.stream().map(part -> part.getKey() + " (process " + part.getValue().pid() + ")").toList();
    }

    /** Takes away what earlier runs have stored, and nothing that others may have put here. */
    void wipe() {
        Stream.of(Parts.POSTGRES, Parts.KAFKA, "logs").forEach(folder -> Folders.delete(path.resolve(folder)));
    }

    /** The logs of a run begin with it; those of the run before are kept beside them. */
    void beginLogs(Iterable<String> parts) {
        for (var part : parts) {
            var log = log(part);
            if (Files.exists(log)) {
                try {
                    Files.move(log, log.resolveSibling(part + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            closed = true;
            RunFile.delete(path);
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static StackException inUse(Path path) {
        var holder = RunFile.read(path).map(run -> " (process " + run.supervisor().pid() + ")").orElse("");
        return new StackException("""
                A stack runs already in %s%s. Play the scenarios on it with 'saga demo --attach', stop it with \
                Ctrl-C where it runs, or start another one beside it with --data DIR --port-offset N.""".formatted(path,
                holder));
    }

    private static CompletableFuture<Void> end(String part, ProcessHandle process) {
        var family = Stream.concat(process.descendants(), Stream.of(process)).collect(Collectors.toSet());
        (part.equals(Parts.POSTGRES) ? Signal.INT : Signal.TERM).send(process);
        Signal.CONT.send(process);
        return process.onExit().orTimeout(GRACE_OF_LEFTOVERS.toSeconds(), TimeUnit.SECONDS)
                .handle((_, _) -> family.stream().peek(ProcessHandle::destroyForcibly).map(ProcessHandle::onExit))
                .thenCompose(ends -> CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)));
    }
}
