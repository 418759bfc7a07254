package dev.ordersaga.rest;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

/**
 * Tells failures that pass by themselves, so that the client had better ask again, from those that do not.
 *
 * <p>
 * The whole chain of causes is looked at, because JPA, the transaction manager and the pool each wrap what the driver
 * says in their own way, and a commit that broke looks different from a statement that did.
 */
final class Unavailability {

    /** Connection exceptions, operator intervention (shutdown, crash, cancelled statement), too few resources. */
    private static final Set<String> CLASSES = Set.of("08", "57", "53");

    /** Serialization failure, deadlock, lock not available, and a primary that has become a standby. */
    private static final Set<String> STATES = Set.of("40001", "40P01", "55P03", "25006");

    private Unavailability() {}

    static boolean isCauseOf(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (passes(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean passes(Throwable cause) {
        return switch (cause) {
            case CannotCreateTransactionException e -> true;
            case DataAccessResourceFailureException e -> true;
            case TransientDataAccessException e -> true;
            case TransactionTimedOutException e -> true;
            case SQLTransientException e -> true;
            case SQLNonTransientConnectionException e -> true;
            case SQLRecoverableException e -> true;
            case SQLException e -> passes(e.getSQLState()) || isOfClosedConnection(e);
            default -> false;
        };
    }

    /**
     * When the rollback fails as well, because the pool has closed the broken connection, that failure hides the first one.
     * It has no state.
     */
    private static boolean isOfClosedConnection(SQLException e) {
        return e.getSQLState() == null && "Connection is closed".equals(e.getMessage());
    }

    private static boolean passes(@Nullable String state) {
        return state != null && state.length() == 5 && (CLASSES.contains(state.substring(0, 2)) || STATES.contains(
                state));
    }
}
