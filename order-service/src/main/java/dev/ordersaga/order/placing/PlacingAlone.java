package dev.ordersaga.order.placing;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

import dev.ordersaga.order.placing.Placement.Placed;

/** A transaction for each order. */
final class PlacingAlone implements Placing {

    private final OrderDesk desk;
    private final TransactionOperations transaction;

    PlacingAlone(OrderDesk desk, PlatformTransactionManager transactions) {
        this.desk = desk;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Placement place(OrderRequest request, @Nullable String key) {
        return requireNonNull(transaction.execute(status -> place(request, key, status)));
    }

    private Placement place(OrderRequest request, @Nullable String key, TransactionStatus status) {
        var placement = desk.place(request, key);
        if (!(placement instanceof Placed)) {
            status.setRollbackOnly();
        }
        return placement;
    }
}
