package dev.ordersaga.outbox.messaging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Transactions that are not committed any more once the application has stopped waiting for them.
 *
 * <p>
 * What they work with is closed then, and need not say so: Hibernate commits the transaction of an entity manager that has been closed
 * without writing its changes, and the rows of inbox and outbox stay without what they tell of. Thread-safe.
 */
final class CommitGate implements TransactionOperations {

    private final TransactionOperations transactions;
    /** Read by whoever commits, from before until after. */
    private final ReentrantReadWriteLock commits = new ReentrantReadWriteLock();
    private volatile boolean open = true;

    CommitGate(TransactionOperations transactions) {
        this.transactions = transactions;
    }

    /** @throws DataAccessResourceFailureException if the gate has been closed before the commit */
    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) throws TransactionException {
        return transactions.execute(status -> {
            T result = action.doInTransaction(status);
            TransactionSynchronizationManager.registerSynchronization(new Passage());
            return result;
        });
    }

    void open() {
        open = true;
    }

    /** Whoever is committing has so much time to come to its end; nobody begins to commit after that, be it interrupted or not. */
    void close(Duration patience) {
        open = false;
        try {
            if (commits.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                commits.writeLock().unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Passage implements TransactionSynchronization {

        private boolean passing;

        @Override
        public void beforeCommit(boolean readOnly) {
            commits.readLock().lock();
            passing = true;
            if (!open) {
                // Spring rolls back after any exception but those of transactions, after which it leaves the connection as it is:
                // a JDBC connection then commits as soon as it is given back.
                throw new DataAccessResourceFailureException("the application has stopped meanwhile");
            }
        }

        @Override
        public void afterCompletion(int status) {
            if (passing) {
                commits.readLock().unlock();
            }
        }
    }
}
