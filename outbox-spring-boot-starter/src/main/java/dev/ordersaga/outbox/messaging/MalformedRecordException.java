package dev.ordersaga.outbox.messaging;

import org.jspecify.annotations.Nullable;

/** A record that is no message of ours: it goes to the dead letters without being tried. */
final class MalformedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
