package dev.ordersaga.relay.outbox;

/**
 * The SQL of one outbox table. Every statement states the snapshots that it is about, so it means the same whenever it
 * runs.
 *
 * <p>
 * Small batches go by the index on (transaction_id, position): "not visible in the published snapshot" is a range of
 * transaction ids and a list of them, hence two branches of a union (as one condition with {@code or} they would send
 * the planner over the whole primary key). Big batches go by the primary key, in pages.
 */
record Statements(String poll, String pageByTransaction, String pageByPosition, String beforeFirst, String body,
        String state) {

    /** Bodies larger than this come one by one, so that a full fetch of a thousand rows stays small. */
    private static final int INLINE_BYTES = 16 * 1024;

    private static final String COLUMNS = """
            position, id, topic, message_key, type, created_at,
              case when octet_length(payload) + octet_length(headers) <= %1$d then payload end as payload,
              case when octet_length(payload) + octet_length(headers) <= %1$d then headers end as headers"""
            .formatted(INLINE_BYTES);

    static Statements of(String table) {
        return new Statements("""
                with now as materialized (select pg_current_snapshot() as next)
                select next, (select count(*) from (
                    select from %1$s
                     where transaction_id >= ?::xid8 and pg_visible_in_snapshot(transaction_id, next)
                    union all
                    select from %1$s
                     where transaction_id = any(?::xid8[]) and pg_visible_in_snapshot(transaction_id, next)
                    limit ?) as unpublished)
                  from now
                """.formatted(table), """
                select %2$s
                  from (
                    select * from %1$s
                     where transaction_id >= ?::xid8 and pg_visible_in_snapshot(transaction_id, ?::pg_snapshot)
                    union all
                    select * from %1$s
                     where transaction_id = any(?::xid8[]) and pg_visible_in_snapshot(transaction_id, ?::pg_snapshot)
                    offset 0) as unpublished -- a fence: else the condition on position tempts to the primary key
                 where position > ?
                 order by position limit ?
                """.formatted(table, COLUMNS), """
                select %2$s
                  from %1$s
                 where position > ?
                   and not pg_visible_in_snapshot(transaction_id, ?::pg_snapshot)
                   and pg_visible_in_snapshot(transaction_id, ?::pg_snapshot)
                 order by position limit ?
                """.formatted(table, COLUMNS), """
                select least(?::bigint, min(position) - 1)
                  from (
                    select position from %1$s
                     where transaction_id >= ?::xid8 and position <= ?
                       and pg_visible_in_snapshot(transaction_id, ?::pg_snapshot)
                    union all
                    select position from %1$s
                     where transaction_id = any(?::xid8[]) and position <= ?
                       and pg_visible_in_snapshot(transaction_id, ?::pg_snapshot)) as unpublished
                """.formatted(table), """
                select payload, headers from %1$s where position = ?
                """.formatted(table), """
                select system_identifier::text, pg_current_snapshot()::text,
                       exists (select from %1$s where transaction_id >= pg_snapshot_xmax(pg_current_snapshot()))
                  from pg_control_system()
                """.formatted(table));
    }
}
