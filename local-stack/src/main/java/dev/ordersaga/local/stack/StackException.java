package dev.ordersaga.local.stack;

/** Something that the user has to know and can do something about; the message says it in full. */
public final class StackException extends RuntimeException {

    public StackException(String message) {
        super(message);
    }
}
