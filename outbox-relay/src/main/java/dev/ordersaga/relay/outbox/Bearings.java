package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import dev.ordersaga.relay.outbox.Deviation.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and what its table holds, at one moment: whether a cursor is one of it and not ahead of it, and with
 * what cursor it can be published otherwise.
 */
public final class Bearings {

    private static final int HEX = 16;

    private final Connection connection;
    private final Statements statements;
    private final OwnersReport report;
    private final String system;
    private final int timeline;
    private final Snapshot now;
    private final boolean fromElsewhere;
    private final @Nullable Long highestRow;

    private Bearings(Connection connection, Statements statements, OwnersReport report, String system, int timeline,
            Snapshot now, boolean fromElsewhere, @Nullable Long highestRow) {
        this.connection = connection;
        this.statements = statements;
        this.report = report;
        this.system = system;
        this.timeline = timeline;
        this.now = now;
        this.fromElsewhere = fromElsewhere;
        this.highestRow = highestRow;
    }

    static Bearings take(Connection connection, Statements statements, String table, String relay)
            throws SQLException {
        var report = OwnersReport.read(connection, table, relay);
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(statements.bearings())) {
            result.next();
            var timeline = result.getString("timeline");
            if (timeline == null) {
                throw new StandbyDatabaseException();
            }
            return new Bearings(connection, statements, report, result.getString("system"),
                    Integer.parseUnsignedInt(timeline, HEX), new Snapshot(result.getString("now")),
                    result.getBoolean("from_elsewhere"), result.getObject("highest", Long.class));
        }
    }

    /** The cursor of a source never published before. */
    public Cursor beginning() {
        return Cursor.beginning(system, timeline);
    }

    /** Why this source, of which there is no cursor, cannot be published from the beginning. */
    public Optional<Deviation> deviation() {
        if (fromElsewhere) {
            return Optional.of(rowsFromElsewhere());
        }
        return Optional.ofNullable(report.isOfPublished() && highestRow != null
                ? new Deviation(Kind.CURSOR_LOST, "There is no cursor, but the table's owner was told that rows were"
                        + " published: was the cursor topic lost?")
                : null);
    }

    /** Nobody knows what of the table was published. None if there is nothing of which that could be asked. */
    public Optional<Deviation> lost() {
        return highestRow == null
                ? deviation()
                : Optional.of(new Deviation(Kind.CURSOR_LOST, "There is no cursor, but Kafka has seen this source"
                        + " published: was the cursor topic deleted?"));
    }

    /** Why the source cannot be published from this cursor on. The gravest reason: what else there is follows from it. */
    public Optional<Deviation> deviation(Cursor cursor) throws SQLException {
        if (!system.equals(cursor.system())) {
            return Optional.of(new Deviation(Kind.FOREIGN, "The cursor is of system " + cursor.system()
                    + ", the database is of system " + system + ": restored or replaced?"));
        }
        if (fromElsewhere) {
            return Optional.of(rowsFromElsewhere());
        }
        var back = setBack(cursor);
        if (back != null) {
            return Optional.of(new Deviation(Kind.SET_BACK, back));
        }
        return Optional.ofNullable(isOnTimeline(cursor)
                ? null
                : new Deviation(Kind.TIMELINE_CHANGED, "The cursor is of timeline " + cursor.timeline()
                        + ", the database is on timeline " + timeline
                        + ": a failover, or recovered to a point in time? Published transactions may be missing."));
    }

    private Deviation rowsFromElsewhere() {
        return new Deviation(Kind.FOREIGN, "The table has rows of transactions that the database at " + now.text()
                + " has yet to begin: loaded from a dump? As the table's owner: update outbox set transaction_id ="
                + " default.");
    }

    private boolean isOnTimeline(Cursor cursor) {
        return cursor.timeline() == null || cursor.timeline() == timeline;
    }

    /** Transactions, positions and rows that the cursor knows and the database does not. */
    private @Nullable String setBack(Cursor cursor) throws SQLException {
        if (isAheadOfTransactions(cursor)) {
            return "The cursor " + cursor.newest().text() + " is ahead of the database at " + now.text()
                    + ": set back to an earlier time?";
        }
        var highest = highest();
        if (highest.isPresent() && highest.getAsLong() < cursor.position()) {
            return "Position " + cursor.position() + " was published, the table ends at " + highest.getAsLong()
                    + ": set back to an earlier time?";
        }
        var row = cursor.row();
        var found = row == null ? null : idAt(cursor.position());
        return found == null || found.equals(row)
                ? null
                : "Position " + cursor.position() + " was row " + row + " when it was published, and is row " + found
                        + ": set back to an earlier time?";
    }

    private boolean isAheadOfTransactions(Cursor cursor) {
        return cursor.newest().xmax() > now.xmax();
    }

    /** The last position given away or, where the owner does not tell it, taken. Rows leave, from behind. */
    private OptionalLong highest() {
        if (report.lastPosition().isPresent()) {
            return report.lastPosition();
        }
        return highestRow == null ? OptionalLong.empty() : OptionalLong.of(highestRow);
    }

    private @Nullable UUID idAt(long position) throws SQLException {
        try (var statement = connection.prepareStatement(statements.idAt())) {
            statement.setLong(1, position);
            try (var result = statement.executeQuery()) {
                return result.next() ? result.getObject(1, UUID.class) : null;
            }
        }
    }

    /** The timeline may be another one: nothing was lost when it changed. */
    public Cursor onThisTimeline(Cursor cursor) {
        return cursor.on(timeline);
    }

    /**
     * The cursor with which the source goes on that way.
     *
     * @param known the one that is not to be trusted, if there is one
     */
    public Cursor cursor(WayOn way, @Nullable Cursor known) throws SQLException {
        if (fromElsewhere) {
            throw new NoWayOnException(rowsFromElsewhere().message());
        }
        return switch (way) {
            case WayOn.AtCursor _ -> stillKnown(known);
            case WayOn.FromBeginning _ -> from(Long.MIN_VALUE);
            case WayOn.FromNow _ -> lookingFrom(Long.MAX_VALUE).finished(now);
            case WayOn.FromPosition(var position) -> from(position);
            case WayOn.FromTime(var time) -> from(firstSince(time).orElse(Long.MAX_VALUE));
        };
    }

    private Cursor stillKnown(@Nullable Cursor known) {
        if (known == null || !system.equals(known.system()) || isAheadOfTransactions(known)) {
            throw new NoWayOnException("The cursor means nothing in this database: ask for beginning, now, position or"
                    + " time");
        }
        return known.on(timeline).upTo(highestRow == null ? 0 : highestRow);
    }

    /** All that is visible now from that position on, and then whatever else becomes visible. */
    private Cursor from(long position) {
        var after = position == Long.MIN_VALUE ? position : position - 1;
        return lookingFrom(after).open(now, after);
    }

    private Cursor lookingFrom(long after) {
        var published = Math.min(after, highestRow == null ? 0 : highestRow);
        return beginning().reached(published, null);
    }

    OptionalLong firstSince(Instant time) throws SQLException {
        var usual = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0); // as long as it takes
        try (var statement = connection.prepareStatement(statements.firstSince())) {
            statement.setTimestamp(1, Timestamp.from(time));
            try (var result = statement.executeQuery()) {
                result.next();
                var position = result.getLong(1);
                return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(position);
            }
        } finally {
            connection.setNetworkTimeout(Runnable::run, usual);
        }
    }
}
