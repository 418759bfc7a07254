package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.postgresql.PGConnection;

/** Reads once more what had been published, on a connection of its own. */
public final class PublishedRows implements AutoCloseable {

    private final Connection connection;
    private final PGConnection postgres;
    private final Statements statements;
    private final String table;
    private final String relay;

    PublishedRows(Connection connection, Statements statements, String table, String relay) throws SQLException {
        this.connection = connection;
        this.postgres = connection.unwrap(PGConnection.class);
        this.statements = statements;
        this.table = table;
        this.relay = relay;
    }

    /** Why what the cursor says means nothing in this database. */
    public Optional<Deviation> deviation(Cursor cursor) throws SQLException {
        return bearings().deviation(cursor);
    }

    /** The first position of a row that was made at that time or later. Reads the whole table. */
    public OptionalLong firstSince(Instant time) throws SQLException {
        return bearings().firstSince(time);
    }

    private Bearings bearings() throws SQLException {
        return Bearings.take(connection, statements, table, relay);
    }

    /**
     * The next rows in position order; none at the end.
     *
     * @param until rows that it does not know as published are left out
     * @param after where to begin
     * @param waiting rows that are left out, too
     */
    public List<OutboxRow> read(Cursor until, long after, List<WaitingRows> waiting, PageLimit limit)
            throws SQLException {
        var without = new StringBuilder();
        for (var rows : waiting) {
            without.append(" and not ").append(statements.waiting(rows, literal(rows.key())));
        }
        return CopiedPage.read(postgres, statements.copyPublished(until, after, without.toString(), limit.rows()),
                limit);
    }

    private String literal(String text) throws SQLException {
        return "'" + postgres.escapeLiteral(text) + "'";
    }

    /** Ends whatever another thread is waiting for. */
    public void abort() throws SQLException {
        connection.abort(Runnable::run);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
