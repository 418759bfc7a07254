package dev.ordersaga.local.process;

/** A program did not come up; the message carries what its log says about it. */
public final class StartFailedException extends RuntimeException {

    public StartFailedException(String what, LogFile log) {
        super(what + "\n" + log.report());
    }
}
