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
 * reach it. Thread-safe: every transaction sees its own.
 */
public final class TransactionBound<T> {

    private final Supplier<T> begin;
    private final Consumer<T> beforeCommit;

    public TransactionBound(Supplier<T> begin, Consumer<T> beforeCommit) {
        this.begin = begin;
        this.beforeCommit = beforeCommit;
    }

    /** @throws IllegalStateException if no transaction is active */
    @SuppressWarnings("unchecked") // bound below, under this very key
    public T get() {
        var bound = (T) TransactionSynchronizationManager.getResource(this);
        return bound == null ? bind() : bound;
    }

    private T bind() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("no transaction is active");
        }
        var own = begin.get();
        TransactionSynchronizationManager.registerSynchronization(new Synchronization(own));
        TransactionSynchronizationManager.bindResource(this, own);
        return own;
    }

    /** Put aside while another transaction runs in between. */
    private final class Synchronization implements TransactionSynchronization {

        private final T own;

        Synchronization(T own) {
            this.own = own;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(TransactionBound.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(TransactionBound.this, own);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            beforeCommit.accept(own);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(TransactionBound.this);
        }
    }
}
