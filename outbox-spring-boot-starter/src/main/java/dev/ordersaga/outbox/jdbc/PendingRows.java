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

    PendingRows(OutboxTable table) {
        this.table = table;
    }

    boolean belongsTo(OutboxTable other) {
        return table == other;
    }

    void add(OutboxRow row) {
        if (committing) { // another synchronization appends while the transaction commits: there is no later moment
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

    @Override
    public void savepointRollback(Object savepoint) {
        Integer size = savepoints.remove(savepoint);
        if (size == null) { // set before the first row of this transaction
            size = 0;
        }
        rows.subList(size, rows.size()).clear();
    }
}
