package dev.ordersaga.relay.retention;

import dev.ordersaga.relay.outbox.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * How far a source has been published, as of one commit.
 *
 * @param published every row visible in it has been published, apart from those that wait
 * @param waiting the lowest position of a row visible in it that waits and may not leave; null where none does
 */
public record Progress(Snapshot published, @Nullable Long waiting) {

    /** @param position rows from there on may not leave, either; null: there are none */
    public Progress holding(@Nullable Long position) {
        return position == null || (waiting != null && waiting <= position) ? this : new Progress(published, position);
    }
}
