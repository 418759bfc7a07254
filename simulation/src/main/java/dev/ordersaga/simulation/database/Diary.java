package dev.ordersaga.simulation.database;

import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.ordersaga.simulation.process.History;

/** Tells the history what became of a transaction. */
final class Diary {

    private final History history;

    Diary(History history) {
        this.history = history;
    }

    /** While the changes can still be seen beside what was there before. */
    void committed(Transaction transaction) {
        if (!history.isKept()) {
            return;
        }
        var changes = new ArrayList<String>();
        transaction.rows().forEach((key, row) -> changes.add(key.table().change(key, row)));
        changes.removeIf(String::isEmpty);
        transaction.appended().forEach(row -> changes.add("sends " + row.type()));
        tell(transaction, orders(transaction), changes.isEmpty() ? "nothing changes" : String.join(", ", changes));
    }

    private static String orders(Transaction transaction) {
        return transaction.rows().keySet().stream()
                .filter(key -> key.key() instanceof UUID && !key.table().name().equals("inbox"))
                .map(key -> key.key().toString())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    void rolledBack(Transaction transaction) {
        tell(transaction, "", "rolled back");
    }

    void waits(Transaction transaction, RowKey key) {
        if (history.isKept()) {
            tell(transaction, "", "waits for " + key.table().name());
        }
    }

    private void tell(Transaction transaction, String about, String result) {
        history.add(transaction.task().program().name(), transaction.task().words(), about, result);
    }
}
