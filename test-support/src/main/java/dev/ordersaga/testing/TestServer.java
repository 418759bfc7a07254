package dev.ordersaga.testing;

/** A server that tests may break. It keeps its address and its data until it is closed. */
public interface TestServer extends AutoCloseable {

    /** Starts it and waits until it answers. */
    void start();

    /** Ends it in good order, if it runs. */
    void stop();

    /** {@code kill -9}; returns when nothing of it runs any more. */
    void kill();

    /** Starts it again; stops it before that if it runs. */
    default void restart() {
        stop();
        start();
    }

    /** Ends it for good and leaves nothing behind. */
    @Override
    void close();
}
