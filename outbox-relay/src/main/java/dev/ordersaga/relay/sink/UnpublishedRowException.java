package dev.ordersaga.relay.sink;

import dev.ordersaga.relay.outbox.OutboxRow;

/** A row that could not be published, for the time being or ever. */
public final class UnpublishedRowException extends RuntimeException {

    UnpublishedRowException(OutboxRow row, Throwable cause) {
        super("Row %d (id %s) to topic %s: %s".formatted(row.position(), row.id(), row.topic(), cause.getMessage()),
                cause);
    }
}
