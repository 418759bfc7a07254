package dev.ordersaga.outbox.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

import org.springframework.dao.OptimisticLockingFailureException;

/**
 * The rows that the current transaction has locked. It remembers as well which were asked for and do not exist, so that
 * handlers of a whole batch ask the database nothing any more, and it refuses those that nobody has locked. Those that have
 * changed are written just before the commit: all new ones with one call, all others with another one.
 *
 * <p>
 * A row that does not exist cannot be locked. One that {@linkplain #addOrBegin begins} here is inserted at the end of the
 * transaction; should another transaction then have been first, this one fails, and is to be repeated. Whoever inserts in
 * the order of the keys, and nothing but this after all locks, risks no deadlock by it.
 *
 * <p>
 * Thread-safe: every transaction sees its own.
 */
public final class LockedRows<K, R> {

    private record Locked<R>(R row, Object before, boolean isNew) {}

    private final String what;
    private final Function<R, K> keyOf;
    private final Function<R, ?> stateOf;
    private final ToIntFunction<List<R>> insert;
    private final Consumer<List<R>> update;
    private final TransactionBound<Map<K, Optional<Locked<R>>>> locked;

    /** Rows of which none begins here. */
    public LockedRows(String what, Function<R, K> keyOf, Function<R, ?> stateOf, Consumer<List<R>> update) {
        this(what, keyOf, stateOf, _ -> 0, update);
    }

    /**
     * @param stateOf all of a row that may change, as a value: a row has changed if this is no longer equal to what it was
     * @param insert is given the new rows that have changed since they began, if any, and returns how many of them it has
     *        inserted: it leaves out those that are there by now
     * @param update is given the other rows that have changed, if any, in the order in which they were locked
     */
    public LockedRows(String what, Function<R, K> keyOf, Function<R, ?> stateOf, ToIntFunction<List<R>> insert,
            Consumer<List<R>> update) {
        this.what = what;
        this.keyOf = keyOf;
        this.stateOf = stateOf;
        this.insert = insert;
        this.update = update;
        this.locked = new TransactionBound<>(LinkedHashMap::new, all -> write(all.values()));
    }

    private void write(Collection<Optional<Locked<R>>> all) {
        var added = new ArrayList<R>();
        var changed = new ArrayList<R>();
        all.forEach(each -> each.filter(this::hasChanged)
                .ifPresent(known -> (known.isNew() ? added : changed).add(known.row())));
        if (!added.isEmpty() && insert.applyAsInt(added) < added.size()) {
            throw new OptimisticLockingFailureException("another transaction was the first to add some " + what);
        }
        if (!changed.isEmpty()) {
            update.accept(changed);
        }
    }

    private boolean hasChanged(Locked<R> known) {
        return !known.before().equals(stateOf.apply(known.row()));
    }

    /**
     * Says that the transaction holds the locks of these rows, and that the other keys have none. A row that it has locked
     * before stays as the transaction has changed it.
     */
    public void add(Collection<K> keys, Collection<R> rows) {
        add(rows);
        keys.forEach(key -> locked.get().putIfAbsent(key, Optional.empty()));
    }

    /** The same, but the other keys have new rows: to be inserted if they change from what they begin as. */
    public void addOrBegin(Collection<K> keys, Collection<R> rows, Function<K, R> begin) {
        add(rows);
        keys.forEach(key -> locked.get().compute(key, (_, known) -> known != null && known.isPresent()
                ? known
                : Optional.of(remember(begin.apply(key), true))));
    }

    private void add(Collection<R> rows) {
        rows.forEach(row -> locked.get().merge(keyOf.apply(row), Optional.of(remember(row, false)),
                (known, read) -> known.isPresent() ? known : read));
    }

    private Locked<R> remember(R row, boolean isNew) {
        return new Locked<>(row, stateOf.apply(row), isNew);
    }

    /** Whether the transaction has asked for it, be it there or not. */
    public boolean covers(K key) {
        return locked.get().containsKey(key);
    }

    /** @throws IllegalStateException if the transaction has not locked it */
    public Optional<R> find(K key) {
        var row = locked.get().get(key);
        if (row == null) {
            throw new IllegalStateException(what + " " + key + " is not locked");
        }
        return row.map(Locked::row);
    }
}
