package dev.ordersaga.outbox.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import dev.ordersaga.testing.CountingDataSource;
import dev.ordersaga.testing.Infrastructure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** On tallies, which begin at 0. */
class LockedRowsTest {

    private static final Infrastructure.Database DATABASE = Infrastructure.newDatabase();

    private static final class Tally {

        private final String name;
        private int count;

        Tally(String name, int count) {
            this.name = name;
            this.count = count;
        }

        static Tally begin(String name) {
            return new Tally(name, 0);
        }

        String name() {
            return name;
        }

        int count() {
            return count;
        }
    }

    private final List<String> statements = new ArrayList<>();
    private final CountingDataSource dataSource = new CountingDataSource(DataSourceBuilder.create()
            .url(DATABASE.jdbcUrl()).username(DATABASE.username()).password(DATABASE.password()).build(), statements);
    private final JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
    private final LockedRows<String, Tally> tallies = new LockedRows<>("tally", Tally::name, Tally::count,
            this::insert, this::update);
    private final String name = "tally-" + UUID.randomUUID();

    @BeforeEach
    void createTable() {
        transactions.addListener(new CommitListener());
        jdbc.execute("create table if not exists tally (name text primary key, count int check (count < 1000))");
    }

    private int insert(List<Tally> some) {
        return jdbc.update("""
                insert into tally select * from unnest(?::text[], ?::int[]) as new (name, count) order by name
                on conflict do nothing""", columns(some));
    }

    private void update(List<Tally> some) {
        jdbc.update("""
                update tally set count = now.count from unnest(?::text[], ?::int[]) as now (name, count)
                 where tally.name = now.name""", columns(some));
    }

    private static RowArrays<Tally> columns(List<Tally> some) {
        return RowArrays.of(some).column("text", Tally::name).column("int4", Tally::count);
    }

    private void lock(Collection<String> names) {
        tallies.addOrBegin(names, select(names), Tally::begin);
    }

    private List<Tally> select(Collection<String> names) {
        return jdbc.query("select name, count from tally where name = any (?) order by name for no key update",
                RowArrays.column("text", names), (row, _) -> new Tally(row.getString(1), row.getInt(2)));
    }

    @Test
    void whatHasChangedIsWrittenByOneStatementForTheNewAndOneForTheOthers() {
        var names = names(300);
        inTransaction(() -> count(names.subList(0, 150)));
        statements.clear();

        inTransaction(() -> count(names));

        assertThat(statements).hasSize(3).satisfiesExactly(
                read -> assertThat(read).startsWith("select"),
                added -> assertThat(added).startsWith("insert"),
                changed -> assertThat(changed).startsWith("update"));
        assertThat(names.subList(0, 150)).allSatisfy(each -> assertThat(committed(each)).containsExactly(2));
        assertThat(names.subList(150, 300)).allSatisfy(each -> assertThat(committed(each)).containsExactly(1));
    }

    @Test
    void whatHasNotChangedIsNotWritten() {
        inTransaction(() -> count(List.of(name)));
        statements.clear();

        inTransaction(() -> lock(List.of(name, name + "-new")));

        assertThat(statements).hasSize(1);
        assertThat(committed(name + "-new")).isEmpty();
    }

    @Test
    void whatIsRolledBackIsNotWrittenAndForgotten() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            count(List.of(name));
            status.setRollbackOnly();
        });

        assertThat(committed(name)).isEmpty();
        inTransaction(() -> assertThatIllegalStateException().isThrownBy(() -> tallies.find(name))
                .withMessage("tally " + name + " is not locked"));
    }

    @Test
    void aWriteThatFailsRollsTheTransactionBack() {
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> inTransaction(() -> {
            jdbc.update("insert into tally values (?, 1)", name + "-before");
            lock(List.of(name));
            tally(name).count = 1_000;
        }));

        assertThat(committed(name + "-before")).isEmpty();
    }

    @Test
    void aRowThatIsLockedAgainStaysAsTheTransactionHasChangedIt() {
        inTransaction(() -> {
            count(List.of(name));
            count(List.of(name));
        });

        assertThat(committed(name)).containsExactly(2);
    }

    @Test
    void anotherTransactionInTheMiddleHasRowsOfItsOwn() {
        var independent = new TransactionTemplate(transactions);
        independent.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        inTransaction(() -> {
            lock(List.of(name));
            independent.executeWithoutResult(_ -> {
                assertThat(tallies.covers(name)).isFalse();
                count(List.of(name + "-inner"));
            });
            tally(name).count = 7;
        });

        assertThat(committed(name)).containsExactly(7);
        assertThat(committed(name + "-inner")).containsExactly(1);
    }

    /** What is called by the commit while the rows are still to be written may change them, and is written. */
    @Test
    void whatChangesBeforeItIsWrittenIsWritten() {
        inTransaction(() -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    count(List.of(name));
                }
            });
            lock(List.of(name));
        });

        assertThat(committed(name)).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWouldNotBeWrittenAnyMoreIsRefused(boolean lockedBefore) {
        assertThatIllegalStateException().isThrownBy(() -> inTransaction(() -> {
            jdbc.update("insert into tally values (?, 1)", name + "-before");
            if (lockedBefore) {
                count(List.of(name));
            }
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    count(List.of(name));
                }
            });
        })).withMessageContaining("too late");

        assertThat(committed(name)).isEmpty();
        assertThat(committed(name + "-before")).as("all is rolled back").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterTheCommitNothingCanBeLocked(boolean lockedBefore) {
        assertThatIllegalStateException().isThrownBy(() -> inTransaction(() -> {
            if (lockedBefore) {
                lock(List.of(name));
            }
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    count(List.of(name));
                }
            });
        })).withMessageContaining("has committed");

        assertThat(committed(name)).isEmpty();
    }

    @Test
    void aTransactionInTheMiddleOfTheCommitLeavesWhatHasBeenWrittenAlone() {
        var independent = new TransactionTemplate(transactions);
        independent.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        inTransaction(() -> {
            count(List.of(name));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    independent.executeWithoutResult(_ -> count(List.of(name + "-inner")));
                }
            });
        });

        assertThat(committed(name)).containsExactly(1);
        assertThat(committed(name + "-inner")).containsExactly(1);
    }

    /** Before what the first transaction held has been let go. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTransactionAfterTheCompletionHasRowsOfItsOwn(boolean rollsBack) {
        var independent = new TransactionTemplate(transactions);
        independent.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int outcome) {
                    independent.executeWithoutResult(_ -> count(List.of(name)));
                }
            });
            lock(List.of(name));
            if (rollsBack) {
                status.setRollbackOnly();
            }
        });

        assertThat(committed(name)).containsExactly(1);
    }

    @Test
    void outsideATransactionNothingIsLocked() {
        assertThatIllegalStateException().isThrownBy(() -> tallies.find(name))
                .withMessage("no transaction is active");
    }

    /** In another order each. Repeated as subscriptions do; a deadlock is another exception. */
    @Test
    void batchesThatBeginTheSameRowsLoseNothingAndDoNotDeadlock() throws Exception {
        var names = names(40);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var batches = IntStream.range(0, 8).<Callable<Integer>>mapToObj(each -> () -> untilFirst(
                    each % 2 == 0 ? names : names.reversed())).toList();
            for (var done : threads.invokeAll(batches)) {
                done.get();
            }
        }

        assertThat(names).allSatisfy(each -> assertThat(committed(each)).containsExactly(8));
    }

    /** Returns how often another one was first. */
    private int untilFirst(List<String> names) {
        for (int failures = 0;; failures++) {
            try {
                inTransaction(() -> count(names));
                return failures;
            } catch (OptimisticLockingFailureException e) {
                assertThat(e).hasMessage("another transaction was the first to add some tally");
            }
        }
    }

    @Test
    void ofTwoThatBeginARowTheSecondFails() {
        var independent = new TransactionTemplate(transactions);
        independent.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        assertThatExceptionOfType(OptimisticLockingFailureException.class).isThrownBy(() -> inTransaction(() -> {
            count(List.of(name));
            independent.executeWithoutResult(_ -> count(List.of(name)));
        }));

        assertThat(committed(name)).containsExactly(1);
    }

    private void count(List<String> names) {
        lock(names);
        names.forEach(each -> tally(each).count++);
    }

    private Tally tally(String each) {
        return tallies.find(each).orElseThrow();
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> work.run());
    }

    private List<String> names(int number) {
        return IntStream.range(0, number).mapToObj(i -> name + "-" + i).toList();
    }

    private List<Integer> committed(String each) {
        return jdbc.queryForList("select count from tally where name = ?", Integer.class, each);
    }
}
