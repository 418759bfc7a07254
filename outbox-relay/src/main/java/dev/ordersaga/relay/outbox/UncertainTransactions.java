package dev.ordersaga.relay.outbox;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Those that had begun and were not visible when the reader turned to the stream. They may have been committed before it
 * began: then they do not come by it.
 */
final class UncertainTransactions {

    private final Set<Long> transactions = new HashSet<>();

    /** @param next no transaction that has begun has this id or a higher one */
    void reset(Snapshot published, long next) {
        transactions.clear();
        transactions.addAll(VisibleTransactions.of(published).missingBefore(next));
    }

    /** They are published, or at least have come. */
    void remove(Collection<Long> some) {
        transactions.removeAll(Set.copyOf(some));
    }

    void removeAll(VisibleTransactions published) {
        transactions.removeIf(published::contains);
    }

    /** Whether one of them is visible by now, with rows or without. */
    boolean anyVisible(Snapshot now) {
        return !transactions.isEmpty() && transactions.stream().anyMatch(VisibleTransactions.of(now)::contains);
    }
}
