package dev.ordersaga.outbox.messaging;

import dev.ordersaga.outbox.jdbc.Causes;

/** Why a message could not be handled, in words that are kept with it. */
final class Cause {

    private static final int MAX_LENGTH = 2_000;

    private Cause() {}

    /** The innermost cause says most; the outermost says where. Without NUL, which PostgreSQL cannot store. */
    static String of(Throwable failure) {
        var chain = Causes.of(failure);
        String text = chain.size() == 1 ? say(failure) : say(failure) + "; caused by " + say(chain.getLast());
        text = text.replace('\0', '?');
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }

    private static String say(Throwable cause) {
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
