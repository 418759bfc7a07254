package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.ordersaga.relay.outbox.Membership.Positions;
import org.jspecify.annotations.Nullable;

/** A connection that looks at a source from outside: who publishes it, who could, and how far its table goes. */
public final class OutboxWatch implements AutoCloseable {

    /**
     * Advisory locks and application names are shown to every role. When a session was heard last is shown to its own role
     * alone: of one that belongs to another role it is taken for granted.
     */
    private static final String MEMBERS = """
            select activity.application_name, lock.mode = 'ExclusiveLock' as owns
              from pg_locks as lock join pg_stat_activity as activity using (pid)
             where lock.locktype = 'advisory' and lock.granted and lock.objsubid = 1
               and lock.database = (select oid from pg_database where datname = current_database())
               and (lock.mode = 'ExclusiveLock'
                    and (lock.classid::bigint << 32) | lock.objid::bigint = hashtextextended(?, 0)
                 or lock.mode = 'ShareLock'
                    and (lock.classid::bigint << 32) | lock.objid::bigint = hashtextextended(?, 1)
                    and coalesce(activity.state_change > clock_timestamp() - ? * interval '1 millisecond', true))
            """;

    private final Connection connection;
    private final String lock;
    private final String table;
    private final Duration signOfLife;
    private final PreparedStatement members;
    private @Nullable PreparedStatement positions;

    OutboxWatch(Connection connection, String lock, String table, Duration signOfLife) throws SQLException {
        this.connection = connection;
        this.lock = lock;
        this.table = table;
        this.signOfLife = signOfLife;
        this.members = connection.prepareStatement(MEMBERS);
    }

    public Membership look() throws SQLException {
        members.setString(1, lock);
        members.setString(2, lock);
        members.setLong(3, signOfLife.toMillis());
        Candidate owner = null;
        var candidates = new ArrayList<Candidate>();
        try (var sessions = members.executeQuery()) {
            while (sessions.next()) {
                var member = Candidate.ofSession(sessions.getString(1));
                if (sessions.getBoolean(2)) {
                    owner = member;
                } else {
                    candidates.add(member);
                }
            }
        }
        return new Membership(owner, candidates, positions());
    }

    private List<Positions> positions() throws SQLException {
        if (positions == null) {
            if (!OutboxSession.test(connection, "select to_regclass(?) is not null", table)) {
                return List.of();
            }
            positions = connection.prepareStatement(positionsOf(table));
            positions.setString(1, table);
        }
        var ranges = new ArrayList<Positions>();
        try (var result = positions.executeQuery()) {
            while (result.next()) {
                ranges.add(new Positions(result.getLong(1), result.getLong(2)));
            }
        }
        return ranges;
    }

    /** Two steps into the primary key of each partition, or of a table that has none. */
    private static String positionsOf(String table) {
        return """
                with partition as (
                    select pg_get_expr(leaf.relpartbound, leaf.oid) as bounds
                      from pg_partition_tree(to_regclass(?)) as tree join pg_class as leaf on leaf.oid = tree.relid
                     where tree.isleaf),
                range as (
                    select coalesce((regexp_match(bounds, 'FROM \\(''?(-?\\d+)'))[1]::bigint, 0) as first,
                           coalesce((regexp_match(bounds, 'TO \\(''?(-?\\d+)'))[1]::bigint, 9223372036854775807) as beyond
                      from partition where bounds <> 'DEFAULT'
                    union all
                    select 0, 9223372036854775807 where not exists (select from partition where bounds <> 'DEFAULT'))
                select lowest.position, highest.position
                  from range
                    cross join lateral (select position from %1$s
                        where position >= range.first and position < range.beyond order by position limit 1) as lowest
                    cross join lateral (select position from %1$s
                        where position >= range.first and position < range.beyond order by position desc limit 1) as highest
                """.formatted(table);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
