package dev.ordersaga.outbox.messaging;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps connections of the pool for subscriptions (a bulkhead, in the words of M. Nygard, <cite>Release It!</cite>): all other
 * transactions share the rest, and when that is taken they wait here. Otherwise a consumer, which has one transaction at a time,
 * would stand in the pool's queue behind each of hundreds of requests, and what was accepted would never be carried out while more comes.
 *
 * <p>
 * Those who wait go on in the order in which they came. Statements outside of transactions are not counted. Thread-safe.
 */
final class ReservedConnections implements TransactionExecutionListener {

    /** Transactions of that name are those of subscriptions. */
    static final String SUBSCRIPTIONS = "ordersaga.subscriptions";

    private final Semaphore others;
    private final Duration patience;

    /**
     * @param others how many transactions there may be at once beside those of subscriptions
     * @param patience how long one of them waits; then a {@link CannotCreateTransactionException} is thrown
     */
    ReservedConnections(int others, Duration patience) {
        this.others = new Semaphore(others, true);
        this.patience = patience;
    }

    @Override
    public void beforeBegin(TransactionExecution transaction) {
        if (counts(transaction)) {
            acquire();
        }
    }

    private static boolean counts(TransactionExecution transaction) {
        return transaction.isNewTransaction() && !SUBSCRIPTIONS.equals(transaction.getTransactionName());
    }

    private void acquire() {
        try {
            if (!others.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CannotCreateTransactionException("no connection within " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotCreateTransactionException("interrupted while it waited for a connection", e);
        }
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (!counts(transaction)) {
            return;
        }
        if (failure == null && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new Return());
        } else {
            others.release();
        }
    }

    /** Not the listener's own methods: after some failures of a commit none of them is called. */
    private final class Return implements TransactionSynchronization {

        @Override
        public void afterCompletion(int status) {
            others.release();
        }
    }
}
