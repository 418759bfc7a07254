package dev.ordersaga.outbox.jdbc;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets {@link JdbcOutbox} and {@link TransactionBound} know how far a transaction is. To be added to the listeners of each
 * transaction manager they are used with, or they refuse to work. The auto-configuration adds it to all that are beans.
 * Thread-safe.
 *
 * <p>
 * Whoever registers a synchronization while the transaction commits is not called before the commit any more, and is not told
 * that it is too late: what was to be written then would be lost. So there has to be one from the beginning.
 */
public final class CommitListener implements TransactionExecutionListener {

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure == null && transaction.isNewTransaction()
                && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new Progress());
        }
    }

    /** The first to be told of the commit. Confined to the transaction's thread. */
    static final class Progress implements TransactionSynchronization, PriorityOrdered {

        private boolean committing;
        private boolean committed;

        private Progress() {}

        /** @throws IllegalStateException if no transaction is active, it has committed, or no listener has been told of it */
        static Progress ofCurrentTransaction() {
            if (!TransactionSynchronizationManager.isActualTransactionActive()
                    || !TransactionSynchronizationManager.isSynchronizationActive()) {
                throw new IllegalStateException("no transaction is active");
            }
            for (var each : TransactionSynchronizationManager.getSynchronizations()) {
                if (each instanceof Progress progress) {
                    if (progress.committed) {
                        throw new IllegalStateException("the transaction has committed; begin another one");
                    }
                    return progress;
                }
            }
            throw new IllegalStateException("the transaction manager has no " + CommitListener.class.getName()
                    + " among its listeners; add one");
        }

        /** Whether a synchronization that is registered now is not called before the commit any more. */
        boolean isCommitting() {
            return committing;
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            committing = true;
        }

        @Override
        public void afterCommit() {
            committed = true;
        }
    }
}
