package dev.ordersaga.relay.outbox;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection to one outbox's database; closing it gives the lock back. */
public final class OutboxSession implements AutoCloseable {

    private final Connection connection;
    private final String lock;
    private final String table;
    private final Statements statements;
    private final Portions portions;

    OutboxSession(Connection connection, String lock, String table, Statements statements, Portions portions) {
        this.connection = connection;
        this.lock = lock;
        this.table = table;
        this.statements = statements;
        this.portions = portions;
    }

    /**
     * Whether this session is now the one that may publish. The lock only chooses who does: that nobody else's records
     * count is the sink's business.
     */
    public boolean tryLock() throws SQLException {
        return test("select pg_try_advisory_lock(hashtextextended(?, 0))", lock);
    }

    /** Offers to publish the source: seen by every {@link OutboxWatch} for as long as this session lasts. */
    public void offer() throws SQLException {
        test("select pg_try_advisory_lock_shared(hashtextextended(?, 1))", lock);
    }

    /** Else the server would end a session that only waits, and the others would take it for dead. */
    public void giveSignOfLife() throws SQLException {
        test("select ? is null", lock);
    }

    /** Whether there is such a table; the services that own it may still have to make it. */
    public boolean tableExists() throws SQLException {
        return test("select to_regclass(?) is not null", table);
    }

    /** Where this database is and what its table holds, now. */
    public Bearings bearings() throws SQLException {
        return Bearings.take(connection, statements, table, lock);
    }

    public OutboxReader reader() throws SQLException {
        return new OutboxReader(connection, statements, portions);
    }

    /** Takes rows from the stream as long as it flows. */
    public RowReader reader(RowStream stream) throws SQLException {
        return new StreamedReader(reader(), connection, statements, portions.page(), stream);
    }

    /** Ends whatever another thread is waiting for; the session is of no use any more. */
    public void abort() throws SQLException {
        connection.abort(Runnable::run);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private boolean test(String sql, String argument) throws SQLException {
        return test(connection, sql, argument);
    }

    static boolean test(Connection connection, String sql, String argument) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (var result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
