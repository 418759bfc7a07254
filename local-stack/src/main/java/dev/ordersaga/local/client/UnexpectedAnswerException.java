package dev.ordersaga.local.client;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/** A service answered with something else than success; the message says to what, and what it said. */
public final class UnexpectedAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    UnexpectedAnswerException(String method, URI uri, int status, String detail) {
        super("%s %s: %d %s".formatted(method, uri, status, detail));
        this.status = status;
    }

    UnexpectedAnswerException(String method, URI uri, Exception cause) {
        super("%s %s: %s".formatted(method, uri, reason(cause)), cause);
        this.status = 0;
    }

    /** The HTTP status, 0 where there was no answer at all. */
    public int status() {
        return status;
    }

    private static String reason(Exception cause) {
        @Nullable
        String message = cause.getMessage();
        return "no answer (" + cause.getClass().getSimpleName() + (message == null ? "" : ": " + message) + ")";
    }
}
