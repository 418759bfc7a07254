package dev.ordersaga.outbox.deadletter;

/** There is no such letter, or none any more. */
public final class UnknownLetterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownLetterException(String message) {
        super(message);
    }
}
