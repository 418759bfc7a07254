package dev.ordersaga.local.audit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Properties;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** One database as it is at one moment, seen with a role that only reads. For use by one thread. */
public final class Snapshot implements AutoCloseable {

    private static final int FETCH_SIZE = 1_000;

    private final String url;
    private final Connection connection;

    private Snapshot(String url, Connection connection) {
        this.url = url;
        this.connection = connection;
    }

    /** @throws AuditFailedException if the database does not let the role in */
    public static Snapshot of(String url, Auditor auditor) {
        var properties = new Properties();
        properties.setProperty("user", auditor.user());
        properties.setProperty("password", auditor.password());
        properties.setProperty("ApplicationName", "audit");
        properties.setProperty("connectTimeout", "10");
        try {
            var connection = DriverManager.getConnection(url, properties);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return new Snapshot(url, connection);
        } catch (SQLException e) {
            throw new AuditFailedException("cannot read " + url + " as " + auditor.user(), e);
        }
    }

    /** Gets each row of a result, in order; the row itself is not to be kept. */
    public interface RowReader {

        void read(ResultSet row) throws SQLException;
    }

    /**
     * Streams the rows of a query.
     *
     * @throws AuditFailedException if it fails
     */
    public void read(String query, RowReader reader, @Nullable Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new AuditFailedException("cannot read " + url, e);
        }
    }

    /** As a parameter for {@code = any(?)}. */
    static UUID[] ids(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing was written; there is nothing to lose.
        }
    }
}
