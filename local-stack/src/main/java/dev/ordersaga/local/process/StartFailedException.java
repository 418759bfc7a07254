package dev.ordersaga.local.process;

/** A program did not come up; the message says why, where there is a log by what it says. */
public final class StartFailedException extends RuntimeException {

    public StartFailedException(String reason) {
        super(reason);
    }

    public StartFailedException(String what, LogFile log) {
        super(what + "\n" + log.report());
    }
}
