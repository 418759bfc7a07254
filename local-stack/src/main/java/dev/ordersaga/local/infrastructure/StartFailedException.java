package dev.ordersaga.local.infrastructure;

import dev.ordersaga.local.process.LogFile;

/** A program did not come up; the message carries the end of its log. */
public final class StartFailedException extends RuntimeException {

    StartFailedException(String what, LogFile log) {
        super(what + "; the end of " + log.path() + ":\n  " + String.join("\n  ", log.end(20)));
    }
}
