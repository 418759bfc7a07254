package dev.ordersaga.relay;

/** There is nothing to decide about that key, or no longer. */
final class NotParkedException extends RuntimeException {

    NotParkedException(String key, long position) {
        super("Key %s is not parked at the row of position %d".formatted(key, position));
    }
}
