package dev.ordersaga.outbox.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import dev.ordersaga.outbox.Inbox;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table {@code inbox}. That a message takes effect once rests on its primary key alone, not on any check before the
 * insert. Thread-safe.
 */
public final class JdbcInbox implements Inbox {

    // Sorted, so that two instances that get the same batch (during a rebalance) wait for each other instead of
    // deadlocking.
    private static final String REGISTER = """
            insert into inbox (subscription, message_id)
            select ?, id from unnest(?::uuid[]) as id order by id
            on conflict do nothing returning message_id""";

    // A statement of its own, so with a snapshot of its own: taken after the wait for whoever registers one of them now,
    // and may park it. In the same round trip.
    private static final String ADMIT = REGISTER + """
            ;
            select exists (select from dead_letter_lane where subscription = ?)""";

    private static final String REMEMBER = """
            insert into inbox (subscription, message_id) select ?, id from unnest(?::uuid[]) as id order by id
            on conflict (subscription, message_id) do update set handled_at = excluded.handled_at""";

    private static final String FORGET = """
            delete from inbox where ctid = any (array(
              select ctid from inbox where handled_at < now() - make_interval(secs => ?) limit ?))""";

    private static final int FORGET_AT_ONCE = 10_000;

    private final JdbcTemplate jdbc;

    public JdbcInbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<UUID> register(String subscription, Collection<UUID> messageIds) {
        return new HashSet<>(jdbc.query(connection -> {
            PreparedStatement statement = connection.prepareStatement(REGISTER);
            statement.setString(1, subscription);
            statement.setArray(2, connection.createArrayOf("uuid", messageIds.toArray()));
            return statement;
        }, (row, number) -> row.getObject(1, UUID.class)));
    }

    /**
     * In one round trip. Needs a transaction of isolation level read committed: what a concurrent one has parked that this
     * one waited for is seen.
     */
    @Override
    public Admission admit(String subscription, Collection<UUID> messageIds) {
        return jdbc.execute((Connection connection) -> {
            try (var statement = connection.prepareStatement(ADMIT)) {
                statement.setString(1, subscription);
                statement.setArray(2, connection.createArrayOf("uuid", messageIds.toArray()));
                statement.setString(3, subscription);
                statement.execute();
                var fresh = new HashSet<UUID>();
                var registered = statement.getResultSet();
                while (registered.next()) {
                    fresh.add(registered.getObject(1, UUID.class));
                }
                statement.getMoreResults();
                var held = statement.getResultSet();
                held.next();
                return new Admission(fresh, held.getBoolean(1));
            }
        });
    }

    @Override
    public void remember(String subscription, Collection<UUID> messageIds) {
        jdbc.update(REMEMBER, statement -> {
            statement.setString(1, subscription);
            statement.setArray(2, statement.getConnection().createArrayOf("uuid", messageIds.toArray()));
        });
    }

    /**
     * Forgets messages handled longer ago than that, in small steps that lock little; a copy that comes later still would
     * take effect again.
     *
     * @return how many were forgotten
     */
    public long forgetOlderThan(Duration age) {
        return OldRows.deleteInSteps(jdbc, FORGET, age, FORGET_AT_ONCE);
    }
}
