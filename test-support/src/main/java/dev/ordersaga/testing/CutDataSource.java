package dev.ordersaga.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Loses the connection in the middle, once: right before the {@code n}th use of any connection the server ends that
 * connection's process, as when the database is restarted, and the next attempts to connect are refused.
 */
public final class CutDataSource extends WatchedDataSource {

    private final int cutBefore;
    private final AtomicInteger uses = new AtomicInteger();
    private final Collection<Integer> commits = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final int refusalsThen;

    /**
     * @param cutBefore counts from 1; 0 never cuts, so as to count the uses
     * @param refusalsThen how many attempts to connect are refused after that
     */
    public CutDataSource(DataSource target, int cutBefore, int refusalsThen) {
        super(target);
        this.cutBefore = cutBefore;
        this.refusalsThen = refusalsThen;
    }

    /** Which of the uses were commits. */
    public List<Integer> commits() {
        return List.copyOf(commits);
    }

    /** How often a statement was asked of a connection, or a commit. */
    public int uses() {
        return uses.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new SQLException("Connection refused", "08001");
        }
        return super.getConnection();
    }

    @Override
    void before(Connection connection, String method, @Nullable Object argument) throws SQLException {
        switch (method) {
            case "commit" -> commits.add(use(connection));
            case "createStatement", "prepareStatement" -> use(connection);
            default -> {
            }
        }
    }

    private int use(Connection connection) throws SQLException {
        int use = uses.incrementAndGet();
        if (use == cutBefore) {
            refusals.set(refusalsThen);
            end(connection.unwrap(PGConnection.class).getBackendPID());
        }
        return use;
    }

    private static void end(int process) throws SQLException {
        try (var superuser = Infrastructure.postgres().connect("postgres");
                var statement = superuser.prepareStatement("select pg_terminate_backend(?, 10000)")) {
            statement.setInt(1, process);
            try (var ended = statement.executeQuery()) {
                if (!ended.next() || !ended.getBoolean(1)) {
                    throw new IllegalStateException("PostgreSQL did not end process " + process + " within 10 s");
                }
            }
        }
    }
}
