package dev.ordersaga.outbox.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import dev.ordersaga.outbox.RejectedMessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

class FailureTest {

    @ParameterizedTest
    @CsvSource({"08006, UNAVAILABLE", "57P01, UNAVAILABLE", "57P03, UNAVAILABLE", "53300, UNAVAILABLE",
            "25006, UNAVAILABLE", "40001, TRANSIENT", "40P01, TRANSIENT", "55P03, TRANSIENT", "57014, TRANSIENT",
            "23505, UNEXPECTED", "22021, UNEXPECTED"})
    void theStateOfTheDatabaseDecides(String sqlState, Failure expected) {
        var wrapped = new IllegalStateException(new RuntimeException(new SQLException("state", sqlState)));

        assertThat(Failure.of(wrapped)).isEqualTo(expected);
    }

    /** Spring takes them all for a resource that has failed. */
    @ParameterizedTest
    @CsvSource({"08006, UNAVAILABLE", "53100, UNAVAILABLE", "57P03, UNAVAILABLE", "54000, UNEXPECTED",
            "54001, UNEXPECTED", "58030, UNEXPECTED", "57014, TRANSIENT"})
    void theStateOfTheDatabaseDecidesWhateverSpringTakesItFor(String sqlState, Failure expected) {
        var translated = new DataAccessResourceFailureException("state", new SQLException("state", sqlState));

        assertThat(Failure.of(translated)).isEqualTo(expected);
        assertThat(Failure.of(new DataAccessResourceFailureException("state", new RuntimeException(
                new SQLException("state", sqlState))))).isEqualTo(expected);
    }

    @Test
    void aResourceThatHasFailedWithoutAStateIsTheDatabasesFault() {
        assertThat(Failure.of(new DataAccessResourceFailureException("broken pipe"))).isEqualTo(Failure.UNAVAILABLE);
        assertThat(Failure.of(new CannotGetJdbcConnectionException("no connection", new SQLException("password",
                "28P01")))).isEqualTo(Failure.UNAVAILABLE);
    }

    @Test
    void noConnectionIsTheDatabasesFault() {
        assertThat(Failure.of(new CannotCreateTransactionException("no connection"))).isEqualTo(Failure.UNAVAILABLE);
    }

    @Test
    void aRollbackThatFailsForWantOfAConnectionIsTheDatabasesFault() {
        var rollback = new UncategorizedDataAccessException("Unable to rollback",
                new SQLException("Connection is closed")) {
            private static final long serialVersionUID = 1L;
        };
        assertThat(Failure.of(rollback)).isEqualTo(Failure.UNAVAILABLE);
    }

    @Test
    void aRejectionIsFinalHoweverItIsWrapped() {
        assertThat(Failure.of(new IllegalStateException(new RejectedMessageException("never"))))
                .isEqualTo(Failure.REJECTED);
    }

    @Test
    void anythingElseIsUnexpected() {
        assertThat(Failure.of(new NullPointerException())).isEqualTo(Failure.UNEXPECTED);
        assertThat(Failure.of(new DataIntegrityViolationException("duplicate key"))).isEqualTo(Failure.UNEXPECTED);
    }

    @Test
    void aCauseThatGoesInCirclesEnds() {
        var one = new RuntimeException("one");
        var other = new RuntimeException("other", one);
        one.initCause(other);

        assertThat(Failure.of(one)).isEqualTo(Failure.UNEXPECTED);
    }
}
