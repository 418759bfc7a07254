package dev.ordersaga.relay;

/** A replay cannot be begun or stopped as things are. */
final class ReplayRefusedException extends RuntimeException {

    ReplayRefusedException(String message) {
        super(message);
    }
}
