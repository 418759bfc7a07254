package dev.ordersaga.outbox.deadletter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.ordersaga.outbox.deadletter.RawRecord.Header;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The lanes that go on, as whoever handles their letters uses them. Every method needs a transaction of isolation level read
 * committed; a lane that was claimed or locked is the caller's until its end. Thread-safe.
 */
public final class ReleasedLanes {

    private static final String CLAIM = """
            select subscription, lane from dead_letter_lane
             where released and subscription = any(?) order by subscription, lane limit 1 for update skip locked""";

    private static final String LOCK = """
            select 1 from dead_letter_lane where subscription = ? and lane = ? and released for update""";

    private static final String OLDEST = """
            select * from (
              select *, sum(coalesce(octet_length(record_value), 0)) over (order by id) as bytes, row_number() over (order by id) as nr
                from (select * from dead_letter where subscription = ? and lane = ? and discarded_at is null
                       order by id limit ?) oldest
            ) counted where bytes <= ? or nr = 1 order by id""";

    private static final String GIVE_UP = """
            delete from dead_letter_lane l where subscription = ? and lane = ? and not exists (
              select from dead_letter d
               where d.subscription = l.subscription and d.lane = l.lane and d.discarded_at is null)""";

    private static final String FAILED = """
            update dead_letter set cause = ?, failed_at = clock_timestamp(), attempts = attempts + 1 where id = ?""";

    private static final String HOLD = """
            update dead_letter_lane set released = false where subscription = ? and lane = ?""";

    private static final int MAX_BYTES = 4_000_000;

    private final JdbcTemplate jdbc;

    public ReleasedLanes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** One of the lanes of these subscriptions that are to go on and that nobody else is at. */
    public Optional<Lane> claim(Collection<String> subscriptions) {
        return jdbc.query(CLAIM,
                statement -> statement.setArray(1,
                        statement.getConnection().createArrayOf("text", subscriptions.toArray())),
                (row, _) -> new Lane(row.getString(1), row.getObject(2, UUID.class))).stream().findFirst();
    }

    /** Waits for whoever is at it; false if it does not go on any more. */
    public boolean lock(Lane lane) {
        return !jdbc.queryForList(LOCK, lane.subscription(), lane.id()).isEmpty();
    }

    /** The oldest letters of the lane, in order: as many as that at most, and not much more than 4 MB of payload. */
    public List<Letter.Kept> oldest(Lane lane, int max) {
        return jdbc.query(OLDEST, (row, _) -> kept(row), lane.subscription(), lane.id(), max, MAX_BYTES);
    }

    /** They have been handled: removes them, and gives up the lane if nothing is left that waits. */
    public void handled(Lane lane, List<Letter.Kept> letters) {
        jdbc.update("delete from dead_letter where id = any(?)",
                (Object) letters.stream().map(Letter.Kept::id).toArray(Long[]::new));
        jdbc.update(GIVE_UP, lane.subscription(), lane.id());
    }

    /** It cannot be handled, for that cause: it holds up the lane until somebody decides. */
    public void failed(Lane lane, Letter.Kept letter, String cause) {
        jdbc.update(FAILED, cause, letter.id());
        jdbc.update(HOLD, lane.subscription(), lane.id());
    }

    private static Letter.Kept kept(ResultSet row) throws SQLException {
        var record = new RawRecord(row.getString("topic"), row.getInt("partition"), row.getLong("record_offset"),
                row.getLong("record_time"), row.getBytes("record_key"), row.getBytes("record_value"), headers(row));
        var letter = new Letter(row.getObject("lane", UUID.class), row.getObject("message_id", UUID.class),
                row.getString("type"), record);
        return new Letter.Kept(row.getLong("id"), letter, row.getInt("attempts"),
                row.getString("state").equals("PARKED"));
    }

    static List<Header> headers(ResultSet row) throws SQLException {
        var names = (byte[][]) row.getArray("header_names").getArray();
        var values = (byte[][]) row.getArray("header_values").getArray();
        var headers = new ArrayList<Header>(names.length);
        for (int i = 0; i < names.length; i++) {
            headers.add(new Header(names[i], values[i]));
        }
        return headers;
    }
}
