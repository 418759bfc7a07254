package dev.ordersaga.relay.outbox;

import java.time.Instant;

/** How a source goes on whose cursor is not to be trusted: what of the table counts as published. */
public sealed interface WayOn {

    /** What the cursor says: nothing was lost. */
    record AtCursor() implements WayOn {}

    /** Nothing: all rows of the table are published, again or for the first time. */
    record FromBeginning() implements WayOn {}

    /** All that is committed by now. */
    record FromNow() implements WayOn {}

    /** What is committed by now below that position. */
    record FromPosition(long position) implements WayOn {}

    /** What is committed by now below the first position of a row that was made at that time or later. */
    record FromTime(Instant time) implements WayOn {}
}
