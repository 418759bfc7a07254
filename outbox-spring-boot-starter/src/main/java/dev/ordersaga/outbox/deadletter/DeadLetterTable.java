package dev.ordersaga.outbox.deadletter;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.ordersaga.outbox.deadletter.RawRecord.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The tables {@code dead_letter} and {@code dead_letter_lane}, as a subscription writes to them. Thread-safe.
 */
public final class DeadLetterTable implements DeadLetterStore {

    // The lock keeps the lane from being given up before what is added to it is there. A lane given up meanwhile is no
    // longer found, in order, so that nobody waits in a circle.
    private static final String HELD = """
            select lane from dead_letter_lane where subscription = ? and lane = any(?) order by lane for key share""";

    private static final String ADD = """
            insert into dead_letter (subscription, lane, message_id, topic, partition, record_offset, record_time,
              record_key, record_value, header_names, header_values, type, cause, failed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, case when ?::text is not null then clock_timestamp() end)
            on conflict (subscription, message_id) do nothing""";

    // Of what is really there: a message that the inbox has forgotten may come again, and is here already.
    private static final String HOLD = """
            insert into dead_letter_lane (subscription, lane)
            select distinct subscription, lane from dead_letter
             where subscription = ? and message_id = any(?) and state = 'PARKED' order by lane
            on conflict do nothing""";

    private final JdbcTemplate jdbc;

    public DeadLetterTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<UUID> held(String subscription, Collection<UUID> lanes) {
        return new HashSet<>(jdbc.query(HELD, statement -> {
            statement.setString(1, subscription);
            statement.setArray(2, uuids(statement.getConnection(), lanes));
        }, (row, _) -> row.getObject(1, UUID.class)));
    }

    @Override
    public void park(String subscription, Letter letter, String cause) {
        add(subscription, List.of(letter), cause);
        jdbc.update(HOLD, statement -> {
            statement.setString(1, subscription);
            statement.setArray(2, uuids(statement.getConnection(), List.of(letter.messageId())));
        });
    }

    @Override
    public void wait(String subscription, List<Letter> letters) {
        add(subscription, letters, null);
    }

    private void add(String subscription, List<Letter> letters, @Nullable String cause) {
        jdbc.batchUpdate(ADD, letters, letters.size(), (statement, letter) -> {
            var record = letter.record();
            statement.setString(1, subscription);
            statement.setObject(2, letter.lane());
            statement.setObject(3, letter.messageId());
            statement.setString(4, record.topic());
            statement.setInt(5, record.partition());
            statement.setLong(6, record.offset());
            statement.setLong(7, record.time());
            statement.setBytes(8, record.key());
            statement.setBytes(9, record.value());
            statement.setArray(10, bytes(statement, record.headers(), Header::name));
            statement.setArray(11, bytes(statement, record.headers(), Header::value));
            statement.setString(12, letter.type());
            statement.setString(13, cause);
            statement.setString(14, cause);
        });
    }

    private static Array bytes(PreparedStatement statement, List<Header> headers,
            Function<Header, byte @Nullable []> part) throws SQLException {
        return statement.getConnection().createArrayOf("bytea", headers.stream().map(part).toArray(byte[][]::new));
    }

    private static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }
}
