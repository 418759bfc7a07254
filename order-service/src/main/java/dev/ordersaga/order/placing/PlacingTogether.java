package dev.ordersaga.order.placing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

import dev.ordersaga.order.placing.OrderDesk.Asked;
import dev.ordersaga.order.placing.Placement.Placed;
import dev.ordersaga.outbox.MessageContext;

/**
 * One transaction for the orders that come at the same time: it costs the database, and this service, little more than one for each of
 * them. What cannot be placed just so is placed alone afterwards: repetitions, orders that are to be refused, and all of a group of
 * which the database refuses one.
 */
final class PlacingTogether implements Placing {

    private static final Logger log = LoggerFactory.getLogger(PlacingTogether.class);

    private static final int MOST = 64;
    /** Far more than a transaction takes, and not yet what a client would mind. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final OrderDesk desk;
    private final TransactionOperations transaction;
    private final Placing alone;
    private final GroupCommit<Asked, Placed> groups;

    /** @param executor has threads for transactions of groups, one at a time */
    PlacingTogether(OrderDesk desk, PlatformTransactionManager transactions, Executor executor) {
        this.desk = desk;
        this.transaction = new TransactionTemplate(transactions);
        this.alone = new PlacingAlone(desk, transactions);
        this.groups = new GroupCommit<>(MOST, PATIENCE, executor, this::place);
    }

    @Override
    public Placement place(OrderRequest request, @Nullable String key) {
        var placed = groups.commit(new Asked(request, key, MessageContext.current()));
        return placed.isPresent() ? placed.get() : alone.place(request, key);
    }

    /** What fails at the commit itself is for all: it may have been committed, and must not be placed once more. */
    List<Optional<Placed>> place(List<Asked> asked) {
        return requireNonNull(transaction.execute(status -> place(asked, status)));
    }

    private List<Optional<Placed>> place(List<Asked> asked, TransactionStatus status) {
        try {
            return desk.place(asked);
        } catch (RuntimeException e) {
            log.debug("{} orders are placed one by one", asked.size(), e);
            status.setRollbackOnly();
            return Collections.nCopies(asked.size(), Optional.empty());
        }
    }
}
