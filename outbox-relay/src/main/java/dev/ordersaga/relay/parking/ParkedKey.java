package dev.ordersaga.relay.parking;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.ordersaga.relay.outbox.KeyName;
import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.Page;
import dev.ordersaga.relay.outbox.Snapshot;
import dev.ordersaga.relay.outbox.WaitingRows;
import dev.ordersaga.relay.outbox.WaitingRows.Passed;

/**
 * A key of which a row could not be published. Its later rows wait in the table, so that the key stays in order, until
 * somebody decides. Kept with the cursor, so its JSON form is a format to be preserved.
 *
 * @param key see {@link KeyName}
 * @param row the row that could not be published
 * @param cause why not
 * @param passed the rows of the key that do not wait: said by snapshots, as in the cursor, not by positions alone
 * @param lowest no waiting row has a lower position
 * @param highest the highest position of the waiting rows met so far
 * @param waiting how many rows wait, the first included
 * @param released they are to be published
 */
public record ParkedKey(String key, ParkedRow row, Cause cause, List<Passed> passed, long lowest, long highest,
        long waiting, boolean released) {

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
        var position = row.position();
        return new ParkedKey(KeyName.of(row.key()), ParkedRow.of(row), cause,
                List.of(Passed.all(page.published()), new Passed(page.next(), position - 1)), position, position, 1,
                false);
    }

    /** Another row of the key has been met. */
    ParkedKey andWaits(OutboxRow met) {
        return new ParkedKey(key, row, cause, passed, Math.min(lowest, met.position()),
                Math.max(highest, met.position()), waiting + 1, released);
    }

    /** Its rows visible in that snapshot are published up to that position, so many of them just now; more may wait. */
    public ParkedKey upTo(Snapshot snapshot, long position, long rows) {
        return new ParkedKey(key, row, cause, with(new Passed(snapshot, position)), lowest, highest, waiting - rows,
                released);
    }

    /** It stops at another one of its rows. */
    public ParkedKey at(OutboxRow next, Cause why) {
        return new ParkedKey(key, ParkedRow.of(next), why, passed, lowest, Math.max(highest, next.position()), waiting,
                false);
    }

    public ParkedKey release() {
        return new ParkedKey(key, row, cause, passed, lowest, highest, waiting, true);
    }

    /** Leaves out the row that could not be published. */
    public ParkedKey skip() {
        return upTo(passed.getLast().snapshot(), row.position(), 1).release();
    }

    public WaitingRows waitingRows() {
        return new WaitingRows(key, passed, lowest, highest);
    }

    /** Snapshots only grow: what an earlier one says of lower positions is said by the new one. */
    private List<Passed> with(Passed more) {
        return Stream.concat(passed.stream().filter(earlier -> earlier.upTo() > more.upTo()), Stream.of(more)).toList();
    }
}
