package dev.ordersaga.outbox.messaging;

/** Why a message could not be handled, in words that are kept with it. */
final class Cause {

    private static final int MAX_LENGTH = 2_000;

    private Cause() {}

    /** The innermost cause says most; the outermost says where. Without NUL, which PostgreSQL cannot store. */
    static String of(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        String text = failure.getCause() == null ? say(failure) : say(failure) + "; caused by " + say(root);
        text = text.replace('\0', '?');
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }

    private static String say(Throwable cause) {
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
