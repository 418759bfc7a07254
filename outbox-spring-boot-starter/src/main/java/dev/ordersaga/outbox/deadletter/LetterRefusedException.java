package dev.ordersaga.outbox.deadletter;

/** The letter is not in a state in which that could be done. */
public final class LetterRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LetterRefusedException(String message) {
        super(message);
    }
}
