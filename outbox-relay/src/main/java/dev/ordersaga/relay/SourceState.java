package dev.ordersaga.relay;

/** What a source is about. */
enum SourceState {

    /** Connecting, or ending what a predecessor left open. */
    STARTING,
    /** Another relay publishes this source. */
    STANDBY,
    /** The outbox table is not there yet. */
    WAITING_FOR_TABLE,
    /** Publishing, or waiting for rows to publish. */
    ACTIVE,
    /** After an error, before the next attempt. */
    FAILED,
    /** The cursor is not one of this database. Tried again now and then, but somebody has to decide. */
    FOREIGN_DATABASE,
    /** The relay ends. */
    STOPPED
}
