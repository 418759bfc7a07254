package dev.ordersaga.relay.outbox;

/** The cursor does not belong to this database, so nobody knows which rows have been published. */
public final class ForeignDatabaseException extends RuntimeException {

    ForeignDatabaseException(String message) {
        super(message);
    }
}
