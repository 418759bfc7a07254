package dev.ordersaga.relay;

import org.jspecify.annotations.Nullable;

/** The source is not published by this relay at present, so this relay has nothing to say about it. */
final class NotActiveException extends RuntimeException {

    NotActiveException(String source, SourceState state, @Nullable String owner) {
        super("This relay does not publish %s now, it is %s; its owner is %s".formatted(source, state,
                owner == null ? "nobody" : "instance " + owner));
    }
}
