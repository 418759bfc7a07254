package dev.ordersaga.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program that runs as a child of this JVM and writes into a log file. Safe for use by several threads. */
public final class ChildProcess {

    private static final Duration GRACE_OF_DESCENDANTS = Duration.ofSeconds(2);

    private final Process process;
    private final Signal stopSignal;
    private volatile boolean endedOnPurpose;

    private ChildProcess(Process process, Signal stopSignal) {
        this.process = process;
        this.stopSignal = stopSignal;
    }

    /**
     * What to start.
     *
     * @param command the program and its arguments
     * @param wrapper what the program is to be started through (it must replace itself by the program); mostly empty
     * @param environment added to the environment of this JVM
     * @param stopSignal what makes the program end in good order
     */
    public record Launch(List<String> command, List<String> wrapper, Map<String, String> environment,
            Signal stopSignal) {}

    /**
     * Starts a program whose output is appended to the log.
     *
     * @throws UncheckedIOException when there is no such program
     */
    public static ChildProcess start(Launch launch, LogFile log) {
        try {
            Files.createDirectories(log.path().toAbsolutePath().getParent());
            var builder = new ProcessBuilder(
                    Detachment.wrap(launch.command(), launch.wrapper(), launch.stopSignal()))
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
            builder.environment().putAll(launch.environment());
            return new ChildProcess(Detachment.start(builder), launch.stopSignal());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it was asked for here that it ends. */
    public boolean isEndedOnPurpose() {
        return endedOnPurpose;
    }

    /** Waits for the program's end. @return whether it has ended within that time */
    public boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Completes with the exit code when the program ends, for whatever reason. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Asks the program to end, waits, and kills what has not ended by then. Also ends a suspended program. */
    public void stop(Duration grace) {
        if (isAlive()) {
            endedOnPurpose = true;
            var family = process.descendants().toList();
            stopSignal.send(handle());
            Signal.CONT.send(handle());
            endsWithin(grace);
            family.forEach(ChildProcess::awaitEnd);
        }
        kill();
    }

    /** {@code kill -9}; returns when the program and what it had started are gone. */
    public void kill() {
        if (isAlive()) {
            endedOnPurpose = true;
            var family = process.descendants().toList();
            process.destroyForcibly();
            process.onExit().join();
            family.forEach(ChildProcess::awaitEnd);
        }
    }

    public void suspend() {
        Signal.STOP.send(handle());
    }

    public void resume() {
        Signal.CONT.send(handle());
    }

    private static void awaitEnd(ProcessHandle descendant) {
        try {
            descendant.onExit().get(GRACE_OF_DESCENDANTS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            descendant.destroyForcibly();
            descendant.onExit().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
