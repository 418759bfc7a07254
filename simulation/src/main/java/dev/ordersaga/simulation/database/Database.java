package dev.ordersaga.simulation.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;

import dev.ordersaga.simulation.bug.Bug;
import dev.ordersaga.simulation.process.History;
import dev.ordersaga.simulation.process.Point;
import dev.ordersaga.simulation.process.Task;
import dev.ordersaga.simulation.process.Tasks;

/**
 * The database of one service, in memory: transactions of the running task, read committed, with row locks that are
 * waited for, transaction ids and an outbox whose rows are seen by snapshots.
 */
public final class Database implements PlatformTransactionManager {

    private final Tasks tasks;
    private final Set<Bug> bugs;
    private final List<Table<?, ?>> tables = new ArrayList<>();
    private final Map<Task, Transaction> transactions = new HashMap<>();
    private final TreeMap<Long, Transaction> running = new TreeMap<>();
    private final List<Runnable> watchers = new ArrayList<>();
    private final Locks locks;
    private final Diary diary;
    private final OutboxTable outbox;
    private long nextTransaction = 1;

    /** @param deadlocks is told of transactions that wait for each other: the services promise that none do */
    public Database(Tasks tasks, History history, Set<Bug> bugs, Consumer<String> deadlocks) {
        this.tasks = tasks;
        this.bugs = bugs;
        this.diary = new Diary(history);
        this.locks = new Locks(tasks, diary, deadlocks);
        this.outbox = new OutboxTable(tasks);
    }

    /** A table of aggregates, of which every transaction has copies of its own. */
    public <K extends Comparable<? super K>, R> Table<K, R> aggregates(String name, Function<R, K> keyOf,
            UnaryOperator<R> copy, Function<R, String> words) {
        return add(new Table<>(this, name, keyOf, copy, words));
    }

    /** A table of values, which never change. */
    public <K extends Comparable<? super K>, R> Table<K, R> values(String name, Function<R, K> keyOf) {
        return add(new Table<>(this, name, keyOf, row -> row, _ -> ""));
    }

    private <T extends Table<?, ?>> T add(T table) {
        tables.add(table);
        return table;
    }

    /** Is told whenever a transaction has committed. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    public OutboxTable outbox() {
        return outbox;
    }

    /** The transactions that have ended by now. */
    public Snapshot snapshot() {
        return new Snapshot(nextTransaction, Set.copyOf(running.keySet()));
    }

    @Override
    public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
        var task = tasks.current();
        var transaction = new Transaction(nextTransaction++, task);
        if (transactions.putIfAbsent(task, transaction) != null) {
            throw new IllegalStateException(task + " is in a transaction already");
        }
        running.put(transaction.id(), transaction);
        return new SimpleTransactionStatus(true);
    }

    @Override
    public void commit(TransactionStatus status) {
        if (status.isRollbackOnly()) {
            rollback(status);
        } else {
            commit(current());
        }
    }

    private void commit(Transaction transaction) {
        try {
            transaction.begun().forEach((key, then) -> key.table().insertBegun(key, then, transaction));
            if (!bugs.contains(Bug.LOST_THOUGH_COMMITTED)) {
                outbox.insert(transaction);
            }
            if (!tasks.passes(Point.COMMIT)) {
                throw new CannotAcquireLockException("could not serialize access, as the schedule wants it");
            }
        } catch (RuntimeException | Error e) {
            forget(transaction);
            throw e;
        }
        write(transaction);
        if (!tasks.passes(Point.COMMITTED)) {
            throw new DataAccessResourceFailureException("the connection broke, as the schedule wants it");
        }
        if (bugs.contains(Bug.LOST_THOUGH_COMMITTED)) {
            outbox.insert(transaction);
            outbox.commit(transaction);
        }
    }

    private void write(Transaction transaction) {
        diary.committed(transaction);
        transaction.rows().forEach((key, row) -> key.table().write(key, row));
        if (!bugs.contains(Bug.LOST_THOUGH_COMMITTED)) {
            outbox.commit(transaction);
        }
        end(transaction);
        transaction.afterCommit().forEach(Runnable::run);
        watchers.forEach(Runnable::run);
    }

    @Override
    public void rollback(TransactionStatus status) {
        var transaction = transactions.get(tasks.current());
        if (transaction != null) {
            forget(transaction);
        }
    }

    private void forget(Transaction transaction) {
        if (transactions.get(transaction.task()) == transaction) {
            diary.rolledBack(transaction);
            end(transaction);
        }
    }

    private void end(Transaction transaction) {
        locks.releaseAll(transaction);
        running.remove(transaction.id());
        transactions.remove(transaction.task());
    }

    /** The transaction of the running task. */
    Transaction current() {
        var transaction = transactions.get(tasks.current());
        if (transaction == null) {
            throw new IllegalStateException(tasks.current() + " is in no transaction");
        }
        return transaction;
    }

    /** Runs it when the current transaction has committed, and not otherwise. */
    public void afterCommit(Runnable action) {
        current().afterCommit().add(action);
    }

    void lock(RowKey key) {
        locks.lock(key, current());
    }

    /** @return false if another transaction holds it */
    boolean tryLock(RowKey key) {
        return locks.tryLock(key, current());
    }

    /** @return false if the row is there already */
    boolean lockNew(RowKey key, BooleanSupplier isThere) {
        return locks.lockNew(key, current(), isThere);
    }

    void append(OutboxRow row) {
        if (bugs.contains(Bug.SENT_THOUGH_ROLLED_BACK)) {
            outbox.insertAtOnce(row, nextTransaction++);
        } else {
            current().appended().add(row);
        }
    }

    /** What puts it all back; to be called while no transaction is open. */
    public Runnable save() {
        var saved = new ArrayList<Runnable>();
        tables.forEach(table -> saved.add(table.save()));
        saved.add(outbox.save());
        long transaction = nextTransaction;
        return () -> {
            saved.forEach(Runnable::run);
            nextTransaction = transaction;
        };
    }

    public void describe(StringBuilder text) {
        tables.forEach(table -> {
            text.append(table.name()).append('=');
            table.describe(text);
        });
    }
}
