package dev.ordersaga.relay;

import org.jspecify.annotations.Nullable;

/** Nothing is to be said by this relay about how the source goes on. */
final class NotStoppedException extends RuntimeException {

    NotStoppedException(String source, SourceState state, @Nullable String owner) {
        super("Source %s is %s here and waits for nobody's word; its owner is %s".formatted(source, state,
                owner == null ? "nobody" : "instance " + owner));
    }
}
