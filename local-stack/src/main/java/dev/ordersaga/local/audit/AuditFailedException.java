package dev.ordersaga.local.audit;

/** The audit could not look: nothing is said about the invariants. */
public final class AuditFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AuditFailedException(String what, Exception cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
