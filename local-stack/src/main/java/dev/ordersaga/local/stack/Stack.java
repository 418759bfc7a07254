package dev.ordersaga.local.stack;

import java.util.concurrent.CompletableFuture;

import dev.ordersaga.local.Endpoints;

/** The whole system as child processes of this JVM. Safe for use by several threads. */
@SuppressWarnings("DoNotCallSuggester")
public final class Stack implements AutoCloseable {

    private Stack() {}

    /**
     * Starts all parts and waits until every one of them is ready.
     *
     * @throws StackException when something stands in the way, such as a taken port; the message is for the user
     */
    public static Stack start(StackOptions options, Progress progress) {
        throw new UnsupportedOperationException();
    }

    public Endpoints endpoints() {
        throw new UnsupportedOperationException();
    }

    public Parts parts() {
        throw new UnsupportedOperationException();
    }

    /** Completes with a text for the user when a part ends by itself, that is not by {@link #parts()} or {@link #close()}. */
    public CompletableFuture<String> failure() {
        throw new UnsupportedOperationException();
    }

    /** Stops everything in good order, in the reverse order of the start; no process is left. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
