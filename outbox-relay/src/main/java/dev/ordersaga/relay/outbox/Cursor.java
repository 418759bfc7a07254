package dev.ordersaga.relay.outbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How far a source has been published. Kept with the records themselves, so its JSON form is a format to be preserved.
 *
 * @param system the system identifier of the database cluster; snapshots mean nothing in another one
 * @param published every row visible in this snapshot has been published
 * @param batch the batch begun and not yet finished, if there is one
 * @param position the highest position published so far. No mark to read from (lower ones may still be committed), but
 * it tells where to look first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Cursor(String system, Snapshot published, @Nullable Batch batch, long position) {

    /** The rows visible in {@code next} and not in the published snapshot; those up to {@code after} are published. */
    public record Batch(Snapshot next, long after) {}

    public static Cursor beginning(String system) {
        return new Cursor(system, Snapshot.NOTHING, null, 0);
    }

    Cursor open(Snapshot next, long after) {
        return new Cursor(system, published, new Batch(next, after), position);
    }

    Cursor advanced(Batch open, long after) {
        return new Cursor(system, published, new Batch(open.next(), after), position).reached(after);
    }

    Cursor reached(long after) {
        return new Cursor(system, published, batch, Math.max(position, after));
    }

    Cursor finished(Snapshot next) {
        return new Cursor(system, next, null, position);
    }

    Snapshot newest() {
        return batch == null ? published : batch.next();
    }
}
