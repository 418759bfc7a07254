package dev.ordersaga.outbox.jdbc;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Something that each transaction has of its own, from when it is first asked for until the transaction ends: what has been
 * locked, or what is to be written just before the commit, all at once.
 *
 * <p>
 * What is written before the commit may fail, and then the transaction is rolled back. A rollback to a savepoint does not
 * reach it. Needs a transaction manager with a {@link CommitListener}. Thread-safe: every transaction sees its own.
 */
public final class TransactionBound<T> {

    private final Supplier<T> begin;
    private final Consumer<T> beforeCommit;

    public TransactionBound(Supplier<T> begin, Consumer<T> beforeCommit) {
        this.begin = begin;
        this.beforeCommit = beforeCommit;
    }

    /**
     * @throws IllegalStateException if no transaction is active, or if it commits and this has been written before or was not asked
     *         for before
     */
    @SuppressWarnings("unchecked") // bound below, under this very key
    public T get() {
        var bound = (T) TransactionSynchronizationManager.getResource(this);
        return bound == null ? bind() : bound;
    }

    private T bind() {
        if (CommitListener.Progress.ofCurrentTransaction().isCommitting()) {
            throw new IllegalStateException("too late: the transaction commits, and nothing more would be written");
        }
        var own = begin.get();
        TransactionSynchronizationManager.registerSynchronization(new Synchronization(own));
        TransactionSynchronizationManager.bindResource(this, own);
        return own;
    }

    /**
     * Put aside while another transaction runs in between. Gone as soon as it has been written, so that whoever asks later is
     * refused; and before the completion, since another transaction may begin after it, which puts nothing aside.
     */
    private final class Synchronization implements TransactionSynchronization {

        private final T own;
        private boolean suspended;

        Synchronization(T own) {
            this.own = own;
        }

        @Override
        public void suspend() {
            suspended = unbind();
        }

        @Override
        public void resume() {
            if (suspended) {
                TransactionSynchronizationManager.bindResource(TransactionBound.this, own);
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            unbind();
            beforeCommit.accept(own);
        }

        @Override
        public void beforeCompletion() {
            unbind();
        }

        @Override
        public void afterCompletion(int status) {
            unbind(); // where a failure has kept Spring from what comes before
        }

        private boolean unbind() {
            return TransactionSynchronizationManager.unbindResourceIfPossible(TransactionBound.this) != null;
        }
    }
}
