package dev.ordersaga.outbox.jdbc;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The rows that the current transaction has locked. It remembers as well which were asked for and do not exist, so that
 * handlers of a whole batch ask the database nothing any more, and it refuses those that nobody has locked.
 *
 * <p>
 * Thread-safe: every transaction sees its own.
 */
public final class LockedRows<K, R> {

    private final String what;
    private final Function<R, K> keyOf;

    public LockedRows(String what, Function<R, K> keyOf) {
        this.what = what;
        this.keyOf = keyOf;
    }

    /** Says that the transaction holds the locks of these rows, and that the other keys have none. */
    public void add(Collection<K> keys, Collection<R> rows) {
        var locked = locked();
        keys.forEach(key -> locked.put(key, Optional.empty()));
        rows.forEach(row -> locked.put(keyOf.apply(row), Optional.of(row)));
    }

    /** @throws IllegalStateException if the transaction has not locked it */
    public Optional<R> find(K key) {
        var row = locked().get(key);
        if (row == null) {
            throw new IllegalStateException(what + " " + key + " is not locked");
        }
        return row;
    }

    @SuppressWarnings("unchecked") // bound below, under this very key
    private Map<K, Optional<R>> locked() {
        var bound = (Map<K, Optional<R>>) TransactionSynchronizationManager.getResource(this);
        return bound == null ? bind() : bound;
    }

    private Map<K, Optional<R>> bind() {
        Map<K, Optional<R>> locked = new HashMap<>();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(LockedRows.this);
            }
        });
        TransactionSynchronizationManager.bindResource(this, locked);
        return locked;
    }
}
