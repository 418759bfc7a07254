package dev.ordersaga.relay.outbox;

/** Why a cursor is not to be trusted: by it, rows would be lost or published again, and nobody would know. */
public record Deviation(Kind kind, String message) {

    /** What has happened. */
    public enum Kind {
        /** The database is another one than the cursor's, or the table's rows come from another one. */
        FOREIGN,
        /** A standby was promoted, or a backup was recovered: published transactions may be missing. */
        TIMELINE_CHANGED,
        /** The database is behind the cursor. */
        SET_BACK,
        /** There is no cursor of a source that was published before. */
        CURSOR_LOST
    }
}
