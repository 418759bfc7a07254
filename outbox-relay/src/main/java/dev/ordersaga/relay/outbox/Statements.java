package dev.ordersaga.relay.outbox;

/**
 * The SQL of one outbox table. Every statement states the snapshots that it is about, so it means the same whenever it
 * runs.
 *
 * <p>
 * "Not visible in the published snapshot" is a range of transaction ids and a list of them, hence two branches of a
 * union (as one condition with {@code or} they would send the planner over the whole primary key).
 */
final class Statements {

    /** The snapshot of now. */
    static final String NOW = "select pg_current_snapshot()::text";

    /** A poll brings rows with bodies of up to this size at once; larger ones are fetched as a batch. */
    private static final int INLINE_BYTES = 16 * 1024;

    private static final String SIZE = "(coalesce(octet_length(payload), 0) + coalesce(octet_length(headers), 0)"
            + " + coalesce(octet_length(message_key), 0))";

    private final String table;
    private final long rowBytes;

    Statements(String table, long rowBytes) {
        this.table = table;
        this.rowBytes = rowBytes;
    }

    /**
     * The snapshot of now, and the rows visible in it and not in the published one, in no order: at most {@code limit} of
     * each branch. Parameters: xmax and running transactions of the published snapshot, with the limit after each.
     */
    String poll() {
        return """
                with now as materialized (select pg_current_snapshot() as next)
                select next::text, %2$s
                  from now left join lateral (
                    (select * from %1$s
                      where transaction_id >= ?::xid8 and pg_visible_in_snapshot(transaction_id, next) limit ?)
                    union all
                    (select * from %1$s
                      where transaction_id = any(?::xid8[]) and pg_visible_in_snapshot(transaction_id, next) limit ?)
                  ) as unpublished on true
                """.formatted(table, columns(Math.min(INLINE_BYTES, rowBytes)));
    }

    /** How many rows a batch has, counted up to a limit. Parameters as in {@link #poll}, with the next snapshot. */
    String count() {
        return """
                select count(*) from (
                    select from %1$s
                     where transaction_id >= ?::xid8 and pg_visible_in_snapshot(transaction_id, ?::pg_snapshot)
                    union all
                    select from %1$s
                     where transaction_id = any(?::xid8[]) and pg_visible_in_snapshot(transaction_id, ?::pg_snapshot)
                    limit ?) as unpublished
                """.formatted(table);
    }

    /** The position below the first one of a batch, given that all above the given position are to be read anyway. */
    String beforeFirst() {
        return """
                select least(?::bigint, min(position) - 1)
                  from (
                    select position from %1$s
                     where transaction_id >= ?::xid8 and position <= ?
                       and pg_visible_in_snapshot(transaction_id, ?::pg_snapshot)
                    union all
                    select position from %1$s
                     where transaction_id = any(?::xid8[]) and position <= ?
                       and pg_visible_in_snapshot(transaction_id, ?::pg_snapshot)) as unpublished
                """.formatted(table);
    }

    /**
     * The snapshot of now; of how many transactions it does not see as many rows as given; and how many rows it sees of one
     * more, up to a limit. Parameters: an array of transactions, one of their numbers of rows, a transaction, the limit.
     */
    String countByTransaction() {
        return """
                select pg_current_snapshot()::text,
                       (select count(*) from unnest(?::xid8[], ?::int[]) as brought (transaction, number)
                         where number <> (select count(*) from %1$s where transaction_id = brought.transaction)),
                       (select count(*) from (select from %1$s where transaction_id = ?::xid8 limit ?) as rows)
                """.formatted(table);
    }

    /** Goes through the whole batch for each page: for small batches, wherever in the table they lie. */
    String copyByTransaction(Snapshot published, Snapshot next, long after, int limit) {
        return copy("""
                select %2$s
                  from (
                    select * from %1$s
                     where transaction_id >= '%3$d' and pg_visible_in_snapshot(transaction_id, '%5$s')
                    union all
                    select * from %1$s
                     where transaction_id = any('%4$s') and pg_visible_in_snapshot(transaction_id, '%5$s')
                    offset 0) as unpublished -- a fence: else the condition on position tempts to the primary key
                 where position > %6$d
                 order by position limit %7$d
                """.formatted(table, columns(rowBytes), published.xmax(), published.running(), next.text(), after,
                limit));
    }

    /** Goes along the primary key: for big batches, which are most of what lies there. */
    String copyByPosition(Snapshot published, Snapshot next, long after, int limit) {
        return copy("""
                select %2$s
                  from %1$s
                 where position > %5$d
                   and not pg_visible_in_snapshot(transaction_id, '%3$s')
                   and pg_visible_in_snapshot(transaction_id, '%4$s')
                 order by position limit %6$d
                """.formatted(table, columns(rowBytes), published.text(), next.text(), after, limit));
    }

    /** Rows of a key that wait, as far as they are visible in {@code upTo}. */
    String copyWaiting(WaitingRows rows, String key, Snapshot upTo, int limit) {
        return copy("""
                select %2$s
                  from %1$s
                 where %3$s
                   and pg_visible_in_snapshot(transaction_id, '%4$s')
                 order by position limit %5$d
                """.formatted(table, columns(rowBytes), waiting(rows, key), upTo.text(), limit));
    }

    /** As a condition: the row is one of those that wait. */
    String waiting(WaitingRows rows, String key) {
        return "(position between %d and %d and %s = %s and %s)".formatted(rows.lowest(), rows.highest(),
                key(KeyName.LONGEST), key, rows.condition());
    }

    /** Goes along the primary key, up to the highest position that was published. */
    String copyPublished(Cursor until, long after, String without, int limit) {
        return copy("""
                select %2$s
                  from %1$s
                 where position > %3$d and position <= %4$d
                   and %5$s%6$s
                 order by position limit %7$d
                """.formatted(table, columns(rowBytes), after, until.position(), published(until), without, limit));
    }

    private static String published(Cursor cursor) {
        var batch = cursor.batch();
        var visible = "pg_visible_in_snapshot(transaction_id, '%s')";
        return batch == null
                ? visible.formatted(cursor.published().text())
                : ("(" + visible + " or position <= %d and " + visible + ")").formatted(cursor.published().text(),
                        batch.after(), batch.next().text());
    }

    /**
     * What tells databases apart: the cluster, its timeline (a server in recovery has none to tell), its present, whether the
     * table has rows of a future that it has not reached, and how far it goes.
     */
    String bearings() {
        return """
                select system_identifier::text as system,
                       case when not pg_is_in_recovery()
                            then substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) end as timeline,
                       pg_current_snapshot()::text as now,
                       exists (select from %1$s where transaction_id >= pg_snapshot_xmax(pg_current_snapshot()))
                           as from_elsewhere,
                       (select max(position) from %1$s) as highest
                  from pg_control_system()
                """.formatted(table);
    }

    /** Parameter: a position. */
    String idAt() {
        return "select id from " + table + " where position = ?";
    }

    /** Parameter: a time. There need not be an index for it: reads the whole table. */
    String firstSince() {
        return "select min(position) from " + table + " where created_at >= ?";
    }

    private static String copy(String query) {
        return "copy (" + query + ") to stdout (format binary)";
    }

    /**
     * Whatever a table of somebody else holds: a row is never too large to be read, nor without a topic or key. The size of
     * all is computed but once a row; so of an oversize one a part may come that is not larger by itself.
     */
    private static String columns(long bytes) {
        return """
                position, id, coalesce(topic, '') as topic,
                  %3$s as key,
                  coalesce(type, '') as type, created_at, %2$s > %1$d as oversize,
                  case when octet_length(payload) <= %1$d then payload end as payload,
                  case when octet_length(headers) <= %1$d then headers end as headers""".formatted(bytes, SIZE, key(
                bytes));
    }

    /** As {@link KeyName} names them, where longer ones go by their digest. */
    private static String key(long longest) {
        return """
                case when octet_length(message_key) <= %d then message_key
                     else coalesce('sha256:' || encode(sha256(convert_to(message_key, 'UTF8')), 'hex'), '') end"""
                .formatted(longest);
    }
}
