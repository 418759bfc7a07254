package dev.ordersaga.local.infrastructure;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import dev.ordersaga.local.process.ChildProcess.Launch;
import dev.ordersaga.local.process.Server;

/** A server as a process of this machine: started, broken, started again and stopped. Safe for use by several threads. */
public abstract class EmbeddedServer implements AutoCloseable {

    private final Server server;

    EmbeddedServer(String name, Path log) {
        this.server = new Server(name, log, this::launch, this::answers);
    }

    /** How it is started; prepares what it needs. */
    abstract Launch launch();

    abstract boolean answers();

    public abstract int port();

    /** Its process: to be started, killed, suspended and watched. */
    public Server server() {
        return server;
    }

    public ProcessHandle process() {
        return server.process();
    }

    /** Completes with the exit code when the current process ends, for whatever reason. */
    public CompletableFuture<Integer> onExit() {
        return server.onExit();
    }

    /** Shuts down in good order. */
    public void stop() {
        server.stop();
    }

    /** {@code kill -9}, as if the power had failed; returns when nothing of the server runs any more. */
    public void kill() {
        server.kill();
    }

    /** Starts it again on the same port and data; stops it before that if it runs. */
    public void restart() {
        server.restart();
    }

    /** {@code kill -STOP}: it is there and does not answer. PostgreSQL's sessions that are there go on. */
    public void suspend() {
        server.suspend();
    }

    public void resume() {
        server.resume();
    }

    /** Stops it for good. */
    @Override
    public void close() {
        server.close();
    }
}
