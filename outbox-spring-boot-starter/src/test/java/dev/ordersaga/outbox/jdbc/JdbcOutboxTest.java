package dev.ordersaga.outbox.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.ordersaga.outbox.OutgoingMessage;
import dev.ordersaga.testing.CountingDataSource;
import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

class JdbcOutboxTest {

    record Said(String words) {}

    private static final Infrastructure.Database DATABASE = Infrastructure.newDatabase();

    private final List<String> statements = new ArrayList<>();
    private final DelegatingDataSource dataSource = new CountingDataSource(
            new DriverManagerDataSource(DATABASE.jdbcUrl(), DATABASE.username(), DATABASE.password()), statements);
    private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
    private final TransactionTemplate transaction = new TransactionTemplate(transactions);
    private final JdbcOutbox outbox = new JdbcOutbox(jdbc, JsonMapper.shared(), "/test");
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void migrate() {
        transactions.addListener(new CommitListener());
        OutboxSchema.migrate(dataSource, "", 0);
        statements.clear();
    }

    @Test
    void appendingOutsideATransactionIsAnError() {
        assertThatIllegalStateException().isThrownBy(() -> say("hello")).withMessageContaining("transaction");
    }

    @Test
    void aMessageIsThereIfAndOnlyIfItsTransactionCommits() {
        transaction.executeWithoutResult(status -> {
            say("rolled back");
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(_ -> say("committed"));

        assertThat(said()).containsExactly("committed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 1_000})
    void positionsFollowTheOrderOfTheCalls(int number) {
        var words = IntStream.range(0, number).mapToObj(Integer::toString).toList();
        transaction.executeWithoutResult(_ -> words.forEach(this::say));

        assertThat(said()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 500})
    void anyNumberOfMessagesIsOneStatement(int number) {
        transaction.executeWithoutResult(_ -> IntStream.range(0, number).forEach(i -> say("word " + i)));

        assertThat(statements).singleElement().asString().startsWith("insert into outbox");
    }

    @Test
    void aTransactionOfItsOwnInTheMiddleKeepsItsOwnMessages() {
        var independent = new TransactionTemplate(transactions);
        independent.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(outer -> {
            say("outer");
            independent.executeWithoutResult(_ -> say("inner"));
            outer.setRollbackOnly();
        });

        assertThat(said()).containsExactly("inner");
    }

    @Test
    void whatASavepointTakesBackIsNotSent() {
        var nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        transaction.executeWithoutResult(_ -> {
            nested.executeWithoutResult(inner -> {
                say("before anything else, taken back");
                inner.setRollbackOnly();
            });
            say("first");
            nested.executeWithoutResult(inner -> {
                say("taken back");
                inner.setRollbackOnly();
            });
            nested.executeWithoutResult(_ -> say("second"));
        });

        assertThat(said()).containsExactly("first", "second");
    }

    @Test
    void aSavepointCanBeGoneBackToMoreThanOnce() {
        transaction.executeWithoutResult(status -> {
            say("kept");
            var savepoint = status.createSavepoint();
            say("x");
            status.rollbackToSavepoint(savepoint);
            say("y");
            status.rollbackToSavepoint(savepoint);
        });

        assertThat(said()).containsExactly("kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "before"})
    void whatIsAppendedDuringTheCommitIsNotLost(String before) {
        transaction.executeWithoutResult(_ -> {
            Stream.of(before).filter(words -> !words.isEmpty()).forEach(this::say);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    say("before the commit");
                    say("and once more");
                }

                @Override
                public void beforeCompletion() {
                    say("before the completion");
                }
            });
        });

        assertThat(said()).endsWith("before the commit", "and once more", "before the completion")
                .hasSize(before.isEmpty() ? 3 : 4).startsWith(before.isEmpty() ? "before the commit" : before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterTheCommitAppendingIsRefused(boolean alsoBefore) {
        assertThatIllegalStateException().isThrownBy(() -> transaction.executeWithoutResult(_ -> {
            if (alsoBefore) {
                say("before");
            }
            afterCommit(() -> say("after"));
        })).withMessageContaining("has committed");

        assertThat(said()).isEqualTo(alsoBefore ? List.of("before") : List.of());
    }

    @Test
    void aTransactionOfItsOwnAfterTheCommitKeepsItsOwnMessages() {
        var independent = new TransactionTemplate(transactions);
        independent.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(_ -> {
            say("before");
            afterCommit(() -> independent.executeWithoutResult(_ -> say("after")));
        });

        assertThat(said()).containsExactly("before", "after");
    }

    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }

    @Test
    void theEndOfANestedTransactionIsNotTheCommit() {
        var nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        transaction.executeWithoutResult(_ -> {
            nested.executeWithoutResult(_ -> say("first"));
            say("second");
        });

        assertThat(said()).containsExactly("first", "second");
        assertThat(statements).filteredOn(statement -> statement.startsWith("insert")).hasSize(1);
    }

    @Test
    void aTransactionManagerThatDoesNotSayWhenItCommitsIsRefused() {
        var silent = new TransactionTemplate(new JdbcTransactionManager(dataSource));

        assertThatIllegalStateException().isThrownBy(() -> silent.executeWithoutResult(_ -> say("hello")))
                .withMessageContaining(CommitListener.class.getName());
    }

    @Test
    void aPayloadThatIsTooLargeIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> transaction.executeWithoutResult(_ -> say("x".repeat(1_000_000))))
                .withMessageContaining(key);
        assertThat(said()).isEmpty();
    }

    @Test
    void aRowCarriesTheIdOfItsTransactionAndItsHeaders() {
        String transactionId = transaction.execute(_ -> {
            say("hello");
            return requireNonNull(jdbc.queryForObject("select pg_current_xact_id()::text", String.class));
        });

        var row = jdbc.queryForMap("select *, transaction_id::text as xid from outbox where message_key = ?", key);
        assertThat(row).containsEntry("topic", "words").containsEntry("type", "Said")
                .containsEntry("xid", transactionId);
        assertThat(row.get("headers")).asString().isEqualTo(
                "{\"ce_source\":\"/test\",\"ce_correlationid\":\"%s\",\"ce_sequence\":\"1\"}".formatted(row.get("id")));
    }

    private void say(String words) {
        outbox.append(OutgoingMessage.of("words", key, 1, new Said(words)));
    }

    private List<String> said() {
        return jdbc.queryForList("select convert_from(payload, 'UTF8')::json ->> 'words' from outbox "
                + "where message_key = ? order by position", String.class, key);
    }
}
