package dev.ordersaga.simulation.database;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.ordersaga.simulation.process.Task;

/** A transaction: the copies it works on, the locks it holds, the outbox rows it will write. */
final class Transaction {

    private final long id;
    private final Task task;
    private final Map<RowKey, Object> rows = new LinkedHashMap<>();
    private final Map<RowKey, String> begun = new LinkedHashMap<>();
    private final Set<RowKey> locks = new LinkedHashSet<>();
    private final List<OutboxRow> appended = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private Locks.@Nullable Awaited awaited;

    Transaction(long id, Task task) {
        this.id = id;
        this.task = task;
    }

    long id() {
        return id;
    }

    Task task() {
        return task;
    }

    /** Its own copies, by key. */
    Map<RowKey, Object> rows() {
        return rows;
    }

    /** Those of them that nobody has committed yet, and how they began; in the order in which they will be inserted. */
    Map<RowKey, String> begun() {
        return begun;
    }

    Set<RowKey> locks() {
        return locks;
    }

    List<OutboxRow> appended() {
        return appended;
    }

    List<Runnable> afterCommit() {
        return afterCommit;
    }

    Locks.@Nullable Awaited awaited() {
        return awaited;
    }

    void await(Locks.@Nullable Awaited what) {
        this.awaited = what;
    }
}
