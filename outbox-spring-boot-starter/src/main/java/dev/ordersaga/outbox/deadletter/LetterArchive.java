package dev.ordersaga.outbox.deadletter;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import dev.ordersaga.outbox.deadletter.LetterView.Content;
import dev.ordersaga.outbox.jdbc.OldRows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Dead letters, to be looked at. Thread-safe. */
public final class LetterArchive {

    private static final String SELECT = """
            select d.*, coalesce(l.released, false) and discarded_at is null as under_way,
                   case when state = 'PARKED' then (select count(*) from dead_letter w
                     where w.subscription = d.subscription and w.lane = d.lane and w.discarded_at is null
                       and w.id > d.id) else 0 end as waiting
              from (select %s from dead_letter %s) d
              left join dead_letter_lane l on l.subscription = d.subscription and l.lane = d.lane
             order by d.id""";

    private static final String ONE = SELECT.formatted("*", "where id = ?");

    private static final String SOME = SELECT.formatted("""
            id, state, subscription, lane, topic, partition, record_offset, record_key, type, message_id, since, cause,
            failed_at, attempts, reason, discarded_at""", """
            where id > ? and (?::text is null or subscription = ?) and (?::text is null or state = ?)
              and (?::text is null or record_key = convert_to(?, 'UTF8')) order by id limit ?""");

    private static final String COUNTS = """
            select subscription, count(*) filter (where state = 'PARKED') as parked,
                   count(*) filter (where state = 'WAITING') as waiting, count(*) filter (where released) as under_way,
                   min(since) as oldest, extract(epoch from clock_timestamp() - min(since)) as age
              from dead_letter left join dead_letter_lane using (subscription, lane)
             where discarded_at is null group by subscription order by subscription""";

    private static final String FORGET = """
            delete from dead_letter where id = any (array(
              select id from dead_letter where discarded_at < now() - make_interval(secs => ?) limit ?))""";

    private static final int FORGET_AT_ONCE = 1_000;

    private final JdbcTemplate jdbc;

    public LetterArchive(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Which letters; null means any. */
    public record Filter(@Nullable String subscription, @Nullable LetterState state, @Nullable String key) {}

    /**
     * What is open at a subscription.
     *
     * @param parked letters that hold up their keys
     * @param waiting letters that wait for them
     * @param underWay those of both that are to be replayed
     * @param oldest when the oldest of them was put here
     * @param ageSeconds its age by the database's clock
     */
    public record Count(String subscription, long parked, long waiting, long underWay, Instant oldest,
            double ageSeconds) {}

    /** In the order in which they came, from after that id on. */
    public List<LetterView> list(Filter filter, long after, int limit) {
        String state = filter.state() == null ? null : filter.state().name();
        return jdbc.query(SOME, (row, _) -> view(row), after, filter.subscription(), filter.subscription(), state,
                state, filter.key(), filter.key(), limit);
    }

    public Optional<LetterView.Whole> find(long id) {
        return jdbc.query(ONE, (row, _) -> whole(row), id).stream().findFirst();
    }

    /** By subscription; nothing of those at which nothing is open. */
    public List<Count> counts() {
        return jdbc.query(COUNTS, (row, _) -> new Count(row.getString("subscription"), row.getLong("parked"),
                row.getLong("waiting"), row.getLong("under_way"), requireNonNull(instant(row, "oldest")), row.getDouble(
                        "age")));
    }

    /** Forgets letters that were discarded longer ago than that. @return how many were forgotten */
    public long forgetDiscarded(Duration age) {
        return OldRows.deleteInSteps(jdbc, FORGET, age, FORGET_AT_ONCE);
    }

    private static LetterView.Whole whole(ResultSet row) throws SQLException {
        var headers = ReleasedLanes.headers(row).stream()
                .map(header -> new LetterView.Header(requireNonNull(Content.of(header.name())),
                        Content.of(header.value())))
                .toList();
        return new LetterView.Whole(view(row), Instant.ofEpochMilli(row.getLong("record_time")), headers,
                Content.of(row.getBytes("record_value")));
    }

    private static LetterView view(ResultSet row) throws SQLException {
        return new LetterView(row.getLong("id"), LetterState.valueOf(row.getString("state")),
                row.getString("subscription"), row.getString("topic"), row.getInt("partition"),
                row.getLong("record_offset"), Content.of(row.getBytes("record_key")), row.getString("type"),
                row.getString("message_id"), requireNonNull(instant(row, "since")), row.getString("cause"),
                instant(row, "failed_at"), row.getInt("attempts"), row.getBoolean("under_way"),
                row.getLong("waiting"), row.getString("reason"), instant(row, "discarded_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
