package dev.ordersaga.local.demo;

/** Something in a scenario is not as it should be; the message says what. */
final class UnmetExpectationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnmetExpectationException(String message) {
        super(message);
    }
}
