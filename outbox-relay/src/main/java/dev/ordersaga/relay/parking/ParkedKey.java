package dev.ordersaga.relay.parking;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ordersaga.relay.outbox.KeyName;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.Page;
import dev.ordersaga.relay.outbox.Snapshot;
import dev.ordersaga.relay.outbox.WaitingRows;

/**
 * A key of which a row could not be published. Its later rows wait in the table, so that the key stays in order, until
 * somebody decides. Kept with the cursor, so its JSON form is a format to be preserved.
 *
 * <p>
 * Which rows wait is said by snapshots, as in the cursor, not by positions alone: those not visible in {@code published}
 * that have a position of {@code first} or higher, or are not visible in {@code next}.
 *
 * @param key see {@link KeyName}
 * @param row the row that could not be published
 * @param cause why not
 * @param published what was published when the row's batch began
 * @param next what was to be published by that batch
 * @param first rows of that batch with lower positions have been published
 * @param lowest no waiting row has a lower position
 * @param highest the highest position of the waiting rows met so far
 * @param waiting how many rows wait, the first included
 * @param released they are to be published
 */
public record ParkedKey(String key, ParkedRow row, Cause cause, Snapshot published, Snapshot next, long first,
        long lowest, long highest, long waiting, @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean released) {

    /** What tells the row that could not be published from others. */
    public record ParkedRow(long position, String id, String topic, String type) {

        static ParkedRow of(OutboxRow row) {
            return new ParkedRow(row.position(), row.id().toString(), row.topic(), row.type());
        }
    }

    /**
     * Why a row could not be published.
     *
     * @param passes it may pass without anybody doing something about the row: tried again by itself, now and then
     */
    public record Cause(String message, Instant at, boolean passes) {}

    static ParkedKey at(OutboxRow row, Page page, Cause cause) {
        return new ParkedKey(KeyName.of(row.key()), ParkedRow.of(row), cause, page.published(), page.next(),
                row.position(), row.position(), row.position(), 1, false);
    }

    ParkedKey andWaits(OutboxRow row) {
        return new ParkedKey(key, this.row, cause, published, next, first, Math.min(lowest, row.position()),
                Math.max(highest, row.position()), waiting + 1, released);
    }

    /** Parked again at a later one of its rows, all visible in {@code passed} and before it being published by now. */
    public ParkedKey again(OutboxRow row, Cause why, Snapshot passed, long published) {
        return new ParkedKey(key, ParkedRow.of(row), why, this.published, passed, row.position(), row.position(),
                Math.max(highest, row.position()), waiting - published, false);
    }

    /** Its rows up to that position, all visible in {@code passed}, are published, and more wait. */
    public ParkedKey upTo(long position, Snapshot passed, long rows) {
        return new ParkedKey(key, row, cause, published, passed, position + 1, position + 1, highest, waiting - rows,
                true);
    }

    public WaitingRows waitingRows() {
        return new WaitingRows(key, published, next, first, lowest, highest);
    }

    public ParkedKey release() {
        return new ParkedKey(key, row, cause, published, next, first, lowest, highest, waiting, true);
    }

    /** Without the row that could not be published. */
    public ParkedKey skip() {
        return new ParkedKey(key, row, cause, published, next, Math.max(first, row.position() + 1), lowest, highest,
                waiting - 1, true);
    }
}
