package dev.ordersaga.relay.outbox;

/** The source cannot go on that way: says why, and what there is to do instead. */
public final class NoWayOnException extends RuntimeException {

    public NoWayOnException(String message) {
        super(message);
    }
}
