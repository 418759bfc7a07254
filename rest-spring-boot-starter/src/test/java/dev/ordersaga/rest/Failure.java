package dev.ordersaga.rest;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

import jakarta.validation.ConstraintViolationException;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponseException;

/** Exceptions as the layers below a controller throw them. */
enum Failure {

    NO_TRANSACTION, NO_CONNECTION, POOL_EXHAUSTED, CONNECTION_BROKEN, SHUTTING_DOWN, COMMIT_BROKEN, ROLLBACK_BROKEN, LOCK_TIMEOUT, DEADLOCK, SERIALIZATION,
    //
    BUG, CONSTRAINT, STACK_OVERFLOW, REMOTE_PROBLEM,
    //
    NOT_FOUND, CONFLICT, UNPROCESSABLE, VIOLATION;

    Exception exception() {
        return switch (this) {
            case NO_TRANSACTION -> new CannotCreateTransactionException("Could not open JPA EntityManager");
            case NO_CONNECTION -> new DataAccessResourceFailureException("Failed to obtain JDBC Connection");
            case POOL_EXHAUSTED -> wrapped(new SQLTransientConnectionException("timed out after 2000ms"));
            case CONNECTION_BROKEN -> wrapped(new SQLException("I/O error", "08006"));
            case SHUTTING_DOWN -> wrapped(new SQLException("terminating connection", "57P01"));
            case COMMIT_BROKEN -> new TransactionSystemException("Could not commit JPA transaction",
                    wrapped(new SQLException("This connection has been closed", "08003")));
            case ROLLBACK_BROKEN -> wrapped(new SQLException("Connection is closed"));
            case LOCK_TIMEOUT -> new PessimisticLockingFailureException("secret of the lock");
            case DEADLOCK -> wrapped(new SQLException("deadlock detected", "40P01"));
            case SERIALIZATION -> wrapped(new SQLException("could not serialize access", "40001"));
            case BUG -> new IllegalStateException("secret of the bug");
            case CONSTRAINT -> new DataIntegrityViolationException("secret of the table",
                    new SQLException("duplicate key", "23505"));
            case STACK_OVERFLOW -> wrapped(new StackOverflowError("secret of the stack"));
            case REMOTE_PROBLEM -> wrapped(new ErrorResponseException(HttpStatus.NOT_FOUND));
            case NOT_FOUND -> Problems.notFound("thing", 7);
            case CONFLICT -> Problems.conflict("The thing is taken");
            case UNPROCESSABLE ->
                Problems.unprocessable("Some things are unknown", new Violation("lines[1].sku", "is unknown"));
            case VIOLATION -> new ConstraintViolationException("secret of the constraint", Set.of());
        };
    }

    private static RuntimeException wrapped(Throwable cause) {
        return new IllegalStateException("secret of a layer", cause);
    }
}
