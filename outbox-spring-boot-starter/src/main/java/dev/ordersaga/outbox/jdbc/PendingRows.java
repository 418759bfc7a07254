package dev.ordersaga.outbox.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.transaction.support.TransactionSynchronization;

/** The rows of one transaction until just before its commit. Confined to the transaction's thread. */
final class PendingRows implements TransactionSynchronization {

    private final OutboxTable table;
    private final List<OutboxRow> rows = new ArrayList<>();
    private final Map<Object, Integer> savepoints = new HashMap<>();
    private boolean committing;

    /** @param committing whether it is too late to be told of the commit */
    PendingRows(OutboxTable table, boolean committing) {
        this.table = table;
        this.committing = committing;
    }

    boolean belongsTo(OutboxTable other) {
        return table == other;
    }

    void add(OutboxRow row) {
        if (committing) { // whoever appends is called by the commit, as an entity that is flushed: there is no later moment
            table.append(List.of(row));
        } else {
            rows.add(row);
        }
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        committing = true;
        if (!rows.isEmpty()) {
            table.append(rows);
        }
    }

    @Override
    public void savepoint(Object savepoint) {
        savepoints.put(savepoint, rows.size());
    }

    /** A savepoint is still there after that. One that is unknown was set before the first row of this transaction. */
    @Override
    public void savepointRollback(Object savepoint) {
        rows.subList(savepoints.getOrDefault(savepoint, 0), rows.size()).clear();
    }
}
