package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalLong;

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
    private @Nullable PreparedStatement lastPosition;

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
        return new Membership(owner, candidates, lastPosition());
    }

    /** One step into the primary key. */
    private OptionalLong lastPosition() throws SQLException {
        if (lastPosition == null) {
            if (!OutboxSession.test(connection, "select to_regclass(?) is not null", table)) {
                return OptionalLong.empty();
            }
            lastPosition = connection.prepareStatement("select max(position) from " + table);
        }
        try (var result = lastPosition.executeQuery()) {
            result.next();
            var position = result.getLong(1);
            return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(position);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
