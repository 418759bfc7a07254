package dev.ordersaga.simulation.database;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * A table: committed rows, which never change, and for each transaction its own copies of those that it has locked. Read
 * committed, as PostgreSQL does it: whoever waited for a lock sees what was committed meanwhile.
 *
 * @param <K> the primary key, by whose order rows are locked
 * @param <R> the rows
 */
public final class Table<K extends Comparable<? super K>, R> {

    private final Database database;
    private final String name;
    private final Function<R, K> keyOf;
    private final UnaryOperator<R> copier;
    private final Function<R, String> words;
    private final TreeMap<K, R> committed = new TreeMap<>();
    private final List<BiConsumer<@Nullable R, R>> watchers = new ArrayList<>();

    Table(Database database, String name, Function<R, K> keyOf, UnaryOperator<R> copier, Function<R, String> words) {
        this.database = database;
        this.name = name;
        this.keyOf = keyOf;
        this.copier = copier;
        this.words = words;
    }

    public String name() {
        return name;
    }

    /** Is told of every change, when it commits: the row before, null if there was none, and after. */
    public void watch(BiConsumer<@Nullable R, R> watcher) {
        watchers.add(watcher);
    }

    /** What others see. */
    public Collection<R> committed() {
        return committed.values();
    }

    /** As others see it. */
    public Optional<R> committed(K key) {
        return Optional.ofNullable(committed.get(key));
    }

    /** As this transaction sees it. */
    public Optional<R> read(K key) {
        var own = own(key);
        return own != null ? Optional.of(own) : Optional.ofNullable(committed.get(key));
    }

    /** The transaction's own copy; only what it has locked or inserted. */
    @SuppressWarnings("unchecked") // under the keys of this table there are its rows
    public @Nullable R own(K key) {
        return (R) database.current().rows().get(new RowKey(this, key));
    }

    /** Locks the rows that there are, one after the other in the order of the keys, and those alone. */
    public List<R> lock(Collection<K> keys) {
        return lockInOrder(keys.stream().distinct().sorted().toList());
    }

    /** Locks the rows that there are in the order given. */
    public List<R> lockInOrder(Collection<K> keys) {
        var existing = keys.stream().filter(key -> read(key).isPresent()).toList();
        return existing.stream().map(this::lock).toList();
    }

    private R lock(K key) {
        database.lock(new RowKey(this, key));
        return load(key);
    }

    /**
     * Locks the rows that there are, and begins those that there are not: nobody can lock these. A transaction inserts what
     * has become of them when it commits, and fails if another one has been first.
     */
    public void lockOrBegin(Collection<K> keys, Function<K, R> begin) {
        keys.stream().distinct().sorted().forEach(key -> {
            if (committed.containsKey(key)) {
                lock(key);
            } else if (own(key) == null) {
                begin(new RowKey(this, key), begin.apply(key));
            }
        });
    }

    private void begin(RowKey key, R row) {
        database.current().rows().put(key, row);
        database.current().begun().put(key, words.apply(row));
    }

    /** Writes nothing yet. Waits for another transaction that inserts the same key. */
    @SuppressWarnings("unchecked") // under the keys of this table there are its rows
    void insertBegun(RowKey key, String then, Transaction transaction) {
        var row = transaction.rows().get(key);
        if (row == null || words.apply((R) row).equals(then)) {
            transaction.rows().remove(key);
            return;
        }
        if (!database.lockNew(key, () -> committed.containsKey((K) key.key()))) {
            throw new OptimisticLockingFailureException("another transaction was the first to add " + key);
        }
    }

    /** A row to be changed although nobody has locked it: for those bugs that forget the lock. */
    public Optional<R> withoutLock(K key) {
        return read(key).isPresent() ? Optional.of(load(key)) : Optional.empty();
    }

    private R load(K key) {
        var own = own(key);
        if (own == null) {
            own = copier.apply(requireNonNull(committed.get(key)));
            database.current().rows().put(new RowKey(this, key), own);
        }
        return own;
    }

    /**
     * {@code for update skip locked}: those that nobody else holds, and that still are as wanted when they are locked.
     * Waits for nobody.
     */
    public List<R> lockUnlocked(Collection<K> keys, Predicate<R> wanted) {
        var locked = new ArrayList<R>();
        for (var key : keys) {
            if (database.tryLock(new RowKey(this, key)) && wanted.test(load(key))) {
                locked.add(load(key));
            }
        }
        return locked;
    }

    /**
     * {@code insert … on conflict do nothing}: waits for another transaction that inserts the same key.
     *
     * @return false if there is one already
     */
    public boolean insert(R row) {
        var key = keyOf.apply(row);
        if (read(key).isPresent()) {
            return false;
        }
        var rowKey = new RowKey(this, key);
        if (!database.lockNew(rowKey, () -> committed.containsKey(key))) {
            return false;
        }
        database.current().rows().put(rowKey, row);
        return true;
    }

    /** A row that nobody else can know of, so there is nothing to wait for. */
    public void append(R row) {
        database.current().rows().put(new RowKey(this, keyOf.apply(row)), row);
    }

    /** The transaction does not write this row after all: for bugs. */
    public void forget(K key) {
        database.current().rows().remove(new RowKey(this, key));
    }

    /** Writes at once, whatever becomes of the transaction: for what is there from the beginning, and for bugs. */
    public void insertAtOnce(R row) {
        committed.put(keyOf.apply(row), row);
    }

    @SuppressWarnings("unchecked") // under the keys of this table there are its rows
    void write(RowKey rowKey, Object row) {
        var after = (R) row;
        var before = committed.put(keyOf.apply(after), after);
        watchers.forEach(watcher -> watcher.accept(before, after));
    }

    /** How a change reads: nothing if there is nothing to say about it. */
    @SuppressWarnings("unchecked") // under the keys of this table there are its rows
    String change(RowKey rowKey, Object row) {
        var before = committed.get((K) rowKey.key());
        String then = before == null ? "" : words.apply(before);
        String now = words.apply((R) row);
        if (now.equals(then)) {
            return "";
        }
        return name + " " + (then.isEmpty() ? now : then + " → " + now);
    }

    Runnable save() {
        var rows = new TreeMap<>(committed);
        return () -> {
            committed.clear();
            committed.putAll(rows);
        };
    }

    void describe(StringBuilder text) {
        committed.values().forEach(row -> text.append(words.apply(row)).append(';'));
    }
}
