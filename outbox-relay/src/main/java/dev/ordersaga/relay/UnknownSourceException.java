package dev.ordersaga.relay;

/** This relay has no such source. */
final class UnknownSourceException extends RuntimeException {

    UnknownSourceException(String source) {
        super("There is no source " + source);
    }
}
