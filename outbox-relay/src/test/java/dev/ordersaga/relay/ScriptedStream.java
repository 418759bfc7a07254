package dev.ordersaga.relay;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

import dev.ordersaga.relay.outbox.OutboxRow;
import dev.ordersaga.relay.outbox.RowStream;
import dev.ordersaga.relay.outbox.StreamedRow;
import org.jspecify.annotations.Nullable;

/** A stream whose every delivery, gap and end a test places by hand: transactions in the order in which they were logged. */
final class ScriptedStream implements RowStream {

    private static final long ROW_BYTES = 1_000_000;

    private final Deque<StreamedRow> log = new ArrayDeque<>();
    private final Deque<Streamed> delivered = new ArrayDeque<>();
    private int sessions;
    private int session = NONE;
    private boolean streaming;

    /** What the connection's transaction has appended is in the log: it will be committed, and cannot be rolled back. */
    void logs(Connection connection) throws SQLException {
        if (session == NONE) {
            return;
        }
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("""
                select position, id, topic, message_key, type, created_at, payload, headers, transaction_id::text
                  from outbox where transaction_id = pg_current_xact_id_if_assigned() order by position""")) {
            while (rows.next()) {
                log.add(new StreamedRow(rows.getLong("transaction_id"), OutboxRow.of(ROW_BYTES, rows.getLong(
                        "position"),
                        rows.getObject("id", UUID.class), rows.getString("topic"), rows.getBytes("message_key"),
                        rows.getString("type"), rows.getObject("created_at", OffsetDateTime.class).toInstant(),
                        rows.getBytes("payload"), rows.getBytes("headers"))));
            }
        }
    }

    void delivers(int rows) {
        var batch = new ArrayList<StreamedRow>();
        while (batch.size() < rows && !log.isEmpty()) {
            batch.add(log.remove());
        }
        if (!batch.isEmpty()) {
            delivered.add(new Streamed(session, batch));
        }
    }

    /** As if some of the rows came again, after a connection was cut. */
    void repeats() {
        if (!delivered.isEmpty()) {
            delivered.add(new Streamed(session, List.copyOf(delivered.getLast().rows())));
        }
    }

    void leavesOutARow() {
        log.poll();
    }

    /** What is logged from now on comes. */
    void begins() {
        if (session == NONE) {
            sessions++;
            session = sessions;
        }
    }

    void breaksOff() {
        session = NONE;
        log.clear();
    }

    boolean isFollowed() {
        return streaming;
    }

    @Override
    public int session() {
        return session;
    }

    @Override
    public @Nullable Streamed next(long millis) {
        return delivered.poll();
    }

    @Override
    public void discard() {
        delivered.clear();
    }

    @Override
    public void doubt() {
        breaksOff();
    }

    @Override
    public void brought(int rows) {}

    @Override
    public void follows(boolean now) {
        streaming = now;
    }
}
