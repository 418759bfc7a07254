package dev.ordersaga.outbox.messaging;

import java.sql.SQLException;
import java.util.Set;

import dev.ordersaga.outbox.RejectedMessageException;
import dev.ordersaga.outbox.jdbc.Causes;
import dev.ordersaga.outbox.jdbc.Outage;
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

    private static final Set<String> TRANSIENT_STATES = Set.of("40001", "40P01", "55P03",
            "57014"); // a statement canceled by a timeout

    static Failure of(Throwable failure) {
        Failure worst = UNEXPECTED;
        for (var cause : Causes.of(failure)) {
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
            case DataAccessResourceFailureException resource when !hasState(resource) -> UNAVAILABLE;
            case SQLException sql when Outage.isOne(sql) -> UNAVAILABLE;
            case SQLException sql when sql.getSQLState() != null ->
                TRANSIENT_STATES.contains(sql.getSQLState()) ? TRANSIENT : UNEXPECTED;
            case ConcurrencyFailureException _ -> TRANSIENT;
            case TransientDataAccessException _ -> TRANSIENT;
            default -> UNEXPECTED;
        };
    }

    /** Then that decides: Spring takes a limit that one statement exceeds (class 54) for a failed resource, too. */
    private static boolean hasState(Throwable failure) {
        return Causes.of(failure).stream()
                .anyMatch(cause -> cause instanceof SQLException sql && sql.getSQLState() != null);
    }
}
