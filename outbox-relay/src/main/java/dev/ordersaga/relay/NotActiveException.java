package dev.ordersaga.relay;

/** The source is not published by this relay at present, so this relay has nothing to say about it. */
final class NotActiveException extends RuntimeException {

    NotActiveException(String source, SourceState state) {
        super("This relay does not publish " + source + " now, it is " + state);
    }
}
