package dev.ordersaga.outbox;

import org.jspecify.annotations.Nullable;

/** Says that a message can never be handled: it is parked in the dead-letter topic without being tried again. */
public final class RejectedMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RejectedMessageException(String cause) {
        this(cause, null);
    }

    public RejectedMessageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
