package dev.ordersaga.simulation.database;

import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;

import dev.ordersaga.simulation.process.Point;
import dev.ordersaga.simulation.process.Tasks;

/** Who holds which row, and who would wait for whom. */
final class Locks {

    /**
     * What a transaction waits for.
     *
     * @param isNeedless whether it need not wait any more, whoever holds it
     */
    record Awaited(RowKey key, BooleanSupplier isNeedless) {}

    private final Tasks tasks;
    private final Diary diary;
    private final Consumer<String> deadlocks;
    private final Map<RowKey, Transaction> holders = new HashMap<>();

    Locks(Tasks tasks, Diary diary, Consumer<String> deadlocks) {
        this.tasks = tasks;
        this.diary = diary;
        this.deadlocks = deadlocks;
    }

    /** Waits for as long as another transaction holds it. */
    void lock(RowKey key, Transaction transaction) {
        lock(key, transaction, () -> false);
    }

    /**
     * For a row that is to be inserted: waits for another transaction that inserts it, and for nobody who holds it once it is
     * there, as {@code on conflict do nothing} does.
     *
     * @return false if it is there
     */
    boolean lockNew(RowKey key, Transaction transaction, BooleanSupplier isThere) {
        return !isThere.getAsBoolean() && lock(key, transaction, isThere);
    }

    /** @return false if there is no need any more; then it is not locked */
    private boolean lock(RowKey key, Transaction transaction, BooleanSupplier isNeedless) {
        if (transaction.locks().contains(key)) {
            return true;
        }
        pass();
        while (!isFree(key, transaction) && !isNeedless.getAsBoolean()) {
            await(key, transaction, isNeedless);
        }
        if (isNeedless.getAsBoolean()) {
            return false;
        }
        take(key, transaction);
        return true;
    }

    /** @return false if another transaction holds it */
    boolean tryLock(RowKey key, Transaction transaction) {
        pass();
        if (!isFree(key, transaction)) {
            return false;
        }
        take(key, transaction);
        return true;
    }

    private void pass() {
        if (!tasks.passes(Point.LOCK)) {
            throw new CannotAcquireLockException("canceled, as the schedule wants it");
        }
    }

    private void await(RowKey key, Transaction transaction, BooleanSupplier isNeedless) {
        transaction.await(new Awaited(key, isNeedless));
        try {
            var deadlock = deadlock(key, transaction);
            if (deadlock != null) {
                deadlocks.accept(deadlock);
                throw new CannotAcquireLockException("deadlock detected: " + deadlock);
            }
            diary.waits(transaction, key);
            tasks.await(() -> isFree(key, transaction) || isNeedless.getAsBoolean());
        } finally {
            transaction.await(null);
        }
    }

    private boolean isFree(RowKey key, Transaction asking) {
        var holder = holders.get(key);
        return holder == null || holder == asking;
    }

    private void take(RowKey key, Transaction transaction) {
        holders.put(key, transaction);
        transaction.locks().add(key);
    }

    void releaseAll(Transaction transaction) {
        transaction.locks().forEach(holders::remove);
        transaction.locks().clear();
    }

    /** The cycle in which the transaction would wait for itself; null if there is none. */
    private @Nullable String deadlock(RowKey wanted, Transaction transaction) {
        var cycle = new StringJoiner(", ");
        var key = wanted;
        var waiting = transaction;
        while (key != null) {
            var holder = holders.get(key);
            cycle.add("%s waits for %s".formatted(waiting.task(), key));
            if (holder == transaction) {
                return cycle.toString();
            }
            if (holder == null) {
                return null;
            }
            waiting = holder;
            key = awaited(holder);
        }
        return null;
    }

    private static @Nullable RowKey awaited(Transaction transaction) {
        var awaited = transaction.awaited();
        return awaited == null || awaited.isNeedless().getAsBoolean() ? null : awaited.key();
    }
}
