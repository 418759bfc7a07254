package dev.ordersaga.relay.outbox;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How far a source has been published. Kept with the records themselves, so its JSON form is a format to be preserved.
 *
 * @param system the system identifier of the database cluster; snapshots mean nothing in another one
 * @param timeline of the cluster, another one after each failover and each recovery to a point in time; null in a cursor
 * of a relay that did not know of it
 * @param published every row visible in this snapshot has been published
 * @param batch the batch begun and not yet finished, if there is one
 * @param position the highest position published so far. No mark to read from (lower ones may still be committed), but
 * it tells where to look first
 * @param row the id of the row of that position, as a witness that it is still the same table; null if not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cursor(String system, @Nullable Integer timeline, Snapshot published, @Nullable Batch batch,
        long position, @Nullable UUID row) {

    /** The rows visible in {@code next} and not in the published snapshot; those up to {@code after} are published. */
    public record Batch(Snapshot next, long after) {}

    static Cursor beginning(String system, int timeline) {
        return new Cursor(system, timeline, Snapshot.NOTHING, null, 0, null);
    }

    /** The same on another timeline. */
    Cursor on(int other) {
        return new Cursor(system, other, published, batch, position, row);
    }

    /** Nothing above that position is known to have been published. */
    Cursor upTo(long highest) {
        return highest < position ? new Cursor(system, timeline, published, batch, highest, null) : this;
    }

    Cursor open(Snapshot next, long after) {
        return new Cursor(system, timeline, published, new Batch(next, after), position, row);
    }

    /** @param last the row of that position, null if there was none */
    Cursor advanced(Batch open, long after, @Nullable UUID last) {
        return new Cursor(system, timeline, published, new Batch(open.next(), after), position, row).reached(after,
                last);
    }

    Cursor reached(long after, @Nullable UUID last) {
        return after > position ? new Cursor(system, timeline, published, batch, after, last) : this;
    }

    Cursor finished(Snapshot next) {
        return new Cursor(system, timeline, next, null, position, row);
    }

    Snapshot newest() {
        return batch == null ? published : batch.next();
    }
}
