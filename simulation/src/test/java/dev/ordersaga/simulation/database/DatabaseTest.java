package dev.ordersaga.simulation.database;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionTemplate;

import dev.ordersaga.simulation.choice.RecordedChoices;
import dev.ordersaga.simulation.choice.Script;
import dev.ordersaga.simulation.process.History;
import dev.ordersaga.simulation.process.Program;
import dev.ordersaga.simulation.process.Task;
import dev.ordersaga.simulation.process.Tasks;

/** What the model of PostgreSQL does, for the simulation is worth as much as that. */
class DatabaseTest {

    static final class Counter {

        private final String name;
        private int value;

        private Counter(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        static Counter named(String name) {
            return new Counter(name);
        }

        Counter copy() {
            var copy = new Counter(name);
            copy.value = value;
            return copy;
        }
    }

    private final List<String> deadlocks = new ArrayList<>();
    private final Program program = new Program("program", true);
    private final Tasks tasks = new Tasks(stopsEverywhere(), new History(() -> Instant.EPOCH, false));
    private final Database database = new Database(tasks, new History(() -> Instant.EPOCH, false), Set.of(),
            deadlocks::add);
    private final Table<String, Counter> counters = database.aggregates("counter", Counter::name, Counter::copy,
            counter -> counter.name() + counter.value);
    private final TransactionTemplate transaction = new TransactionTemplate(database);

    /** Every task is stepwise, and held up at each point. */
    private static RecordedChoices stopsEverywhere() {
        int[] always = new int[1_000];
        Arrays.fill(always, 1);
        return new RecordedChoices(new Script(always, new int[0]));
    }

    @Test
    void whoWaitsForALockSeesWhatWasCommittedMeanwhile() {
        counters.insertAtOnce(Counter.named("a"));
        start(() -> increment("a"));
        start(() -> increment("a"));

        finish();

        assertThat(value("a")).isEqualTo(2);
        assertThat(deadlocks).isEmpty();
    }

    @Test
    void whatIsRolledBackWasNever() {
        counters.insertAtOnce(Counter.named("a"));
        start(() -> transaction.executeWithoutResult(status -> {
            counters.lock(List.of("a")).getFirst().value = 7;
            status.setRollbackOnly();
        }));

        finish();

        assertThat(value("a")).isZero();
    }

    @Test
    void twoThatWaitForEachOtherAreToldOf() {
        counters.insertAtOnce(Counter.named("a"));
        counters.insertAtOnce(Counter.named("b"));
        start(() -> lockOneByOne("a", "b"));
        start(() -> lockOneByOne("b", "a"));

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this::finish).havingRootCause()
                .withMessageContaining("deadlock detected");
        assertThat(deadlocks).hasSize(1);
    }

    @Test
    void ofTwoThatInsertTheSameKeyOneDoes() {
        var inserted = new ArrayList<Boolean>();
        for (int each = 0; each < 2; each++) {
            start(() -> transaction.executeWithoutResult(_ -> inserted.add(counters.insert(Counter.named("a")))));
        }

        finish();

        assertThat(inserted).containsExactly(true, false);
    }

    @Test
    void ofTwoThatBeginTheSameRowTheSecondFailsAndSeesTheOthersWhenItIsRepeated() {
        var failed = new ArrayList<RuntimeException>();
        for (int each = 0; each < 2; each++) {
            start(() -> {
                try {
                    incrementOrBegin("a");
                } catch (OptimisticLockingFailureException e) {
                    failed.add(e);
                    incrementOrBegin("a");
                }
            });
        }

        finish();

        assertThat(failed).hasSize(1);
        assertThat(value("a")).isEqualTo(2);
        assertThat(deadlocks).isEmpty();
    }

    /** PostgreSQL's {@code on conflict do nothing} waits for the transaction that inserts, not for the row. */
    @Test
    void whoHasWaitedForAnInsertDoesNotWaitForWhoLocksTheRowThen() {
        counters.insertAtOnce(Counter.named("b"));
        start(() -> transaction.executeWithoutResult(_ -> counters.insert(Counter.named("a"))));
        var inserter = tasks.open().getFirst();
        tasks.resume(inserter); // from where it is about to lock to where it is about to commit
        start(() -> transaction.executeWithoutResult(_ -> {
            counters.lock(List.of("b"));
            assertThat(counters.insert(Counter.named("a"))).isFalse();
        }));
        runAsFarAsItGoes(tasks.open().get(1));
        runAsFarAsItGoes(inserter);
        start(() -> lockOneByOne("a", "b"));
        runAsFarAsItGoes(tasks.open().get(1));

        finish();

        assertThat(deadlocks).isEmpty();
    }

    @Test
    void whatHasBegunAndNotChangedIsNotInserted() {
        start(() -> transaction.executeWithoutResult(_ -> counters.lockOrBegin(List.of("a"), Counter::named)));

        finish();

        assertThat(counters.committed("a")).isEmpty();
    }

    @Test
    void aSnapshotSeesNothingOfATransactionThatWasRunning() {
        counters.insertAtOnce(Counter.named("a"));
        start(() -> increment("a"));
        var during = database.snapshot();
        finish();

        assertThat(during.sees(1)).isFalse();
        assertThat(database.snapshot().sees(1)).isTrue();
    }

    private void start(Runnable work) {
        tasks.start(program, "test", work);
    }

    private void runAsFarAsItGoes(Task task) {
        while (tasks.ready().contains(task)) {
            tasks.resume(task);
        }
    }

    /** By turns. */
    private void finish() {
        for (int turn = 0; !tasks.ready().isEmpty(); turn++) {
            tasks.resume(tasks.ready().get(turn % tasks.ready().size()));
        }
        assertThat(tasks.open()).isEmpty();
    }

    private void increment(String name) {
        transaction.executeWithoutResult(_ -> counters.lock(List.of(name)).getFirst().value++);
    }

    private void incrementOrBegin(String name) {
        transaction.executeWithoutResult(_ -> {
            counters.lockOrBegin(List.of(name), Counter::named);
            requireNonNull(counters.own(name)).value++;
        });
    }

    private void lockOneByOne(String first, String second) {
        transaction.executeWithoutResult(_ -> {
            counters.lock(List.of(first));
            counters.lock(List.of(second));
        });
    }

    private int value(String name) {
        return counters.committed(name).orElseThrow().value;
    }
}
