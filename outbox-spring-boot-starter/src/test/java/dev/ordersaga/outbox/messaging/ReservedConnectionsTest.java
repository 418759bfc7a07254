package dev.ordersaga.outbox.messaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_NESTED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;

import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** With one connection for all others. */
class ReservedConnectionsTest {

    private static final class Database extends DelegatingDataSource {

        private boolean away;

        Database(Infrastructure.Database database) {
            super(new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()));
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (away) {
                throw new SQLTransientConnectionException("away");
            }
            return super.getConnection();
        }
    }

    private final Database database = new Database(Infrastructure.newDatabase());
    private final JdbcTransactionManager manager = new JdbcTransactionManager(database);
    private final TransactionTemplate others = new TransactionTemplate(manager);

    @BeforeEach
    void reserve() {
        manager.setTransactionExecutionListeners(List.of(new ReservedConnections(1, Duration.ofMillis(50))));
    }

    @Test
    void oneMoreThanMayIsRefused() {
        assertThatExceptionOfType(CannotCreateTransactionException.class)
                .isThrownBy(() -> others.executeWithoutResult(_ -> inside(PROPAGATION_REQUIRES_NEW, "")));
        assertOneMayBegin();
    }

    @Test
    void subscriptionsDoNotWait() {
        others.executeWithoutResult(_ -> inside(PROPAGATION_REQUIRES_NEW, ReservedConnections.SUBSCRIPTIONS));
        assertOneMayBegin();
    }

    @ParameterizedTest
    @ValueSource(ints = {PROPAGATION_REQUIRED, PROPAGATION_NESTED})
    void whatIsPartOfATransactionNeedsNoConnectionOfItsOwn(int propagation) {
        others.executeWithoutResult(_ -> inside(propagation, ""));
        assertOneMayBegin();
    }

    @Test
    void theNextOneMayBeginAfterARollback() {
        assertThatIllegalStateException().isThrownBy(() -> others.executeWithoutResult(_ -> {
            throw new IllegalStateException();
        }));
        assertOneMayBegin();
    }

    @Test
    void theNextOneMayBeginWhenTheDatabaseIsBack() {
        database.away = true;
        assertThatExceptionOfType(CannotCreateTransactionException.class)
                .isThrownBy(() -> others.executeWithoutResult(_ -> {}))
                .withRootCauseInstanceOf(SQLTransientConnectionException.class);
        database.away = false;
        assertOneMayBegin();
    }

    /** After that exception none of the listener's methods is called. */
    @Test
    void theNextOneMayBeginAfterACommitThatWasRefused() {
        assertThatExceptionOfType(TransactionSystemException.class)
                .isThrownBy(() -> others.executeWithoutResult(_ -> TransactionSynchronizationManager
                        .registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void beforeCommit(boolean readOnly) {
                                throw new TransactionSystemException("no");
                            }
                        })));
        assertOneMayBegin();
    }

    private void inside(int propagation, String name) {
        var inner = new TransactionTemplate(manager);
        inner.setPropagationBehavior(propagation);
        inner.setName(name);
        inner.executeWithoutResult(_ -> {});
    }

    private void assertOneMayBegin() {
        assertThatCode(() -> others.executeWithoutResult(_ -> {})).doesNotThrowAnyException();
    }
}
