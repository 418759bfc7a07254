package dev.ordersaga.simulation.database;

import java.util.ArrayList;
import java.util.List;

import org.springframework.dao.DataAccessResourceFailureException;

import dev.ordersaga.simulation.process.Point;
import dev.ordersaga.simulation.process.Tasks;

/** The committed rows of an outbox. Positions are given out when a row is inserted, so they commit out of order. */
public final class OutboxTable {

    private final Tasks tasks;
    private final List<OutboxRow> rows = new ArrayList<>();
    private long nextPosition = 1;

    OutboxTable(Tasks tasks) {
        this.tasks = tasks;
    }

    public List<OutboxRow> rows() {
        return rows;
    }

    void insert(Transaction transaction) {
        transaction.appended().replaceAll(row -> {
            var inserted = row.at(nextPosition++, transaction.id());
            if (!tasks.passes(Point.APPEND)) {
                throw new DataAccessResourceFailureException("the connection broke, as the schedule wants it");
            }
            return inserted;
        });
    }

    void insertAtOnce(OutboxRow row, long transaction) {
        rows.add(row.at(nextPosition++, transaction));
    }

    void commit(Transaction transaction) {
        rows.addAll(transaction.appended());
    }

    Runnable save() {
        long position = nextPosition;
        var saved = List.copyOf(rows);
        return () -> {
            rows.clear();
            rows.addAll(saved);
            nextPosition = position;
        };
    }
}
