package dev.ordersaga.simulation.database;

import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/** Who holds which row, and who would wait for whom. */
final class Locks {

    private final Map<RowKey, Transaction> holders = new HashMap<>();

    boolean isFree(RowKey key, Transaction asking) {
        var holder = holders.get(key);
        return holder == null || holder == asking;
    }

    void take(RowKey key, Transaction transaction) {
        holders.put(key, transaction);
        transaction.locks().add(key);
    }

    void release(RowKey key, Transaction transaction) {
        if (transaction.locks().remove(key)) {
            holders.remove(key);
        }
    }

    void releaseAll(Transaction transaction) {
        transaction.locks().forEach(holders::remove);
        transaction.locks().clear();
    }

    /** The cycle in which the transaction would wait for itself; null if there is none. */
    @Nullable
    String deadlock(RowKey wanted, Transaction transaction) {
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
            key = holder.awaited();
        }
        return null;
    }
}
