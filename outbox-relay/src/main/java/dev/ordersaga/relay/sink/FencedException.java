package dev.ordersaga.relay.sink;

/** Another relay has opened the sink of this source, or this one was away for longer than a transaction may last. */
public final class FencedException extends RuntimeException {

    FencedException(Throwable cause) {
        super("Another relay publishes this source, or this one stood still for longer than a transaction lasts",
                cause);
    }
}
