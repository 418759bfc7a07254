package dev.ordersaga.relay;

import dev.ordersaga.relay.outbox.Deviation;

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
    /** The cursor, or the table, is not one of this database. Somebody has to say how the source goes on. */
    FOREIGN_DATABASE,
    /** A failover, or a recovery to a point in time. Somebody has to say how the source goes on. */
    TIMELINE_CHANGED,
    /** The database is behind the cursor. Somebody has to say how the source goes on. */
    SET_BACK,
    /** The source was published before, and there is no cursor. Somebody has to say how the source goes on. */
    CURSOR_LOST,
    /** The relay ends. */
    STOPPED;

    static SourceState of(Deviation.Kind kind) {
        return switch (kind) {
            case FOREIGN -> FOREIGN_DATABASE;
            case TIMELINE_CHANGED -> TIMELINE_CHANGED;
            case SET_BACK -> SET_BACK;
            case CURSOR_LOST -> CURSOR_LOST;
        };
    }

    boolean waitsForWord() {
        return switch (this) {
            case FOREIGN_DATABASE, TIMELINE_CHANGED, SET_BACK, CURSOR_LOST -> true;
            case STARTING, STANDBY, WAITING_FOR_TABLE, ACTIVE, FAILED, STOPPED -> false;
        };
    }
}
