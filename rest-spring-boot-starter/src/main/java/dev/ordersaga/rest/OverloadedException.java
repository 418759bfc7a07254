package dev.ordersaga.rest;

/** There are as many requests as the service takes at once. Without a stack trace: they come in thousands. */
final class OverloadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OverloadedException(int limit) {
        super("more than " + limit + " requests at once", null, false, false);
    }
}
