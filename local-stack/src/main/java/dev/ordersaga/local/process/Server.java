package dev.ordersaga.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.local.process.ChildProcess.Launch;

/**
 * A program that becomes ready some time after its start, that can be broken and started again, and whose end is a
 * failure unless it was asked for here. Safe for use by several threads.
 */
public final class Server {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    /** Longer than the 30 s that a Spring Boot application takes at most to finish its requests. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(50);

    private final String name;
    private final LogFile log;
    private final Supplier<Launch> launch;
    private final BooleanSupplier ready;
    private final CompletableFuture<Death> death = new CompletableFuture<>();
    private volatile @Nullable ChildProcess process;
    private volatile Runnable launched = () -> {};
    private volatile boolean becameReady;
    private volatile boolean closed;

    /**
     * @param log the output is appended to it
     * @param launch asked before each start; may prepare what the program needs
     * @param ready asked again and again after a start, until it says yes
     */
    public Server(String name, Path log, Supplier<Launch> launch, BooleanSupplier ready) {
        this.name = name;
        this.log = new LogFile(log.toAbsolutePath());
        this.launch = launch;
        this.ready = ready;
    }

    /** A server that ended and had not been asked to. */
    public record Death(String name, int exitCode, LogFile log) {}

    public String name() {
        return name;
    }

    /** The current process, or the last one. */
    public ProcessHandle process() {
        return current().handle();
    }

    /** Completes with the exit code when the current process ends, for whatever reason. */
    public CompletableFuture<Integer> onExit() {
        return current().onExit();
    }

    /** Completes when a process of this server ends by itself for the first time. */
    public CompletableFuture<Death> death() {
        return death.copy();
    }

    /** What is to be done whenever a process of this server has begun, before it is ready. */
    public void whenLaunched(Runnable action) {
        launched = action;
    }

    public boolean isRunning() {
        var started = process;
        return started != null && started.isAlive();
    }

    /**
     * Starts the program and waits until it is ready.
     *
     * @throws StartFailedException when it does not come up
     * @throws CancellationException when it is stopped or killed meanwhile
     */
    public void start() {
        var started = launch();
        launched.run();
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!ready.getAsBoolean()) {
            if (started.endsWithin(POLL)) {
                if (started.isEndedOnPurpose()) {
                    throw new CancellationException(name + " was stopped while it started");
                }
                throw new StartFailedException(
                        "%s ended at its start with exit code %d".formatted(name, started.onExit().join()), log);
            }
            if (System.nanoTime() > deadline) {
                started.kill();
                throw new StartFailedException(
                        "%s was not ready within %d s".formatted(name, START_LIMIT.toSeconds()), log);
            }
        }
        becameReady = true;
    }

    /** Ends it in good order, or with force where that takes too long. */
    public void stop() {
        var running = process;
        if (running != null) {
            running.stop(STOP_LIMIT);
        }
    }

    /** {@code kill -9}; returns when nothing of it runs any more. */
    public void kill() {
        current().kill();
    }

    /** Starts it again; stops it before that if it runs. */
    public void restart() {
        stop();
        start();
    }

    /** {@code kill -STOP}: it is there and does not answer. */
    public void suspend() {
        current().suspend();
    }

    public void resume() {
        current().resume();
    }

    /** Ends it for good: in good order, or at once while it still starts and has nothing to finish. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        var running = process;
        if (running != null && !becameReady) {
            running.kill();
        }
        stop();
    }

    private synchronized ChildProcess launch() {
        if (closed) {
            throw new CancellationException(name + " is closed");
        }
        if (isRunning()) {
            throw new IllegalStateException(name + " runs already");
        }
        becameReady = false;
        var started = ChildProcess.start(launch.get(), log);
        process = started;
        var _ = started.onExit().thenAccept(exitCode -> {
            if (!started.isEndedOnPurpose()) {
                death.complete(new Death(name, exitCode, log));
            }
        });
        return started;
    }

    private ChildProcess current() {
        var started = process;
        if (started == null) {
            throw new IllegalStateException(name + " has never been started");
        }
        return started;
    }
}
