package dev.ordersaga.outbox.messaging;

import java.sql.SQLException;
import java.util.Set;

import dev.ordersaga.outbox.RejectedMessageException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What a failure says: about the message, about the moment, or about the database. */
enum Failure {

    /** The database is away: nothing is wrong with any message, all of them wait. */
    UNAVAILABLE,
    /** It may well pass the next time: deadlock, serialization failure, lock timeout. */
    TRANSIENT,
    /** Probably a defect; tried a few times, for what looks like one may be a race. */
    UNEXPECTED,
    /** The handler itself says that it never will pass. */
    REJECTED;

    // https://www.postgresql.org/docs/18/errcodes-appendix.html
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", // connection exception
            "53", // insufficient resources: too many connections, disk full
            "57"); // operator intervention: shutting down, starting up
    private static final String STATEMENT_CANCELED = "57014"; // by a timeout: that statement's affair
    private static final String READ_ONLY = "25006"; // a standby, during a failover
    private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "55P03", STATEMENT_CANCELED);

    static Failure of(Throwable failure) {
        Failure worst = UNEXPECTED;
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            Failure kind = single(cause);
            if (kind == REJECTED || kind == UNAVAILABLE) {
                return kind;
            }
            if (kind == TRANSIENT) {
                worst = TRANSIENT;
            }
        }
        return worst;
    }

    private static Failure single(Throwable cause) {
        return switch (cause) {
            case RejectedMessageException _ -> REJECTED;
            case MalformedRecordException _ -> REJECTED;
            case CannotCreateTransactionException _ -> UNAVAILABLE;
            case CannotGetJdbcConnectionException _ -> UNAVAILABLE;
            case DataAccessResourceFailureException _ -> UNAVAILABLE;
            case SQLException sql when sql.getSQLState() != null -> sqlState(sql.getSQLState());
            // The pool has closed a broken connection: the rollback fails, too, and hides the first failure.
            case SQLException sql when "Connection is closed".equals(sql.getMessage()) -> UNAVAILABLE;
            case ConcurrencyFailureException _ -> TRANSIENT;
            case TransientDataAccessException _ -> TRANSIENT;
            default -> UNEXPECTED;
        };
    }

    private static Failure sqlState(String state) {
        if (TRANSIENT_STATES.contains(state)) {
            return TRANSIENT;
        }
        boolean unavailable = state.length() == 5 && UNAVAILABLE_CLASSES.contains(state.substring(0, 2));
        return unavailable || state.equals(READ_ONLY) ? UNAVAILABLE : UNEXPECTED;
    }
}
