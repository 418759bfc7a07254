package dev.ordersaga.relay.cdc;

/** Changes cannot be captured as things are. */
final class CaptureException extends RuntimeException {

    CaptureException(String message) {
        super(message);
    }
}
