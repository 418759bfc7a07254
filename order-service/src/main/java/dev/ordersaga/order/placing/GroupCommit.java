package dev.ordersaga.order.placing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Commits in one transaction what has come while the last one was under way. Whoever comes when nothing is under way waits for
 * nobody; the longer a transaction takes, the more share the next one. So a busy database is given fewer and larger ones, and nobody
 * has to say how many.
 *
 * <p>
 * One group at a time, in the order of arrival. Should one be stuck, those behind it do not wait for it: they are handled alone.
 * Thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/602259.602261">DeWitt et al., Implementation Techniques for Main Memory Database Systems, 1984</a>,
 *      on groups that share a commit
 */
final class GroupCommit<R, A> {

    private final int most;
    private final Duration patience;
    private final Executor executor;
    private final Function<List<R>, List<Optional<A>>> transaction;
    private final Queue<Member<R, A>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    /** One request in a group; not a record, whose equals would take two equal requests for one. */
    private static final class Member<R, A> {

        private final R request;
        private final CompletableFuture<Optional<A>> answer = new CompletableFuture<>();

        Member(R request) {
            this.request = request;
        }
    }

    /**
     * @param most so many share a transaction at most
     * @param patience whoever has waited so long for a transaction to begin is handled alone
     * @param executor one of its threads commits, as long as there is something to commit
     * @param transaction handles the requests of a group in one transaction: an answer for each, in their order, or nothing where it
     *        has to be handled alone
     */
    GroupCommit(int most, Duration patience, Executor executor, Function<List<R>, List<Optional<A>>> transaction) {
        this.most = most;
        this.patience = patience;
        this.executor = executor;
        this.transaction = transaction;
    }

    /**
     * Waits until the transaction has been committed that it is part of.
     *
     * @return nothing if nothing has been done for this request, which is to be handled alone
     * @throws RuntimeException what the transaction has thrown: all who share it get the same
     */
    Optional<A> commit(R request) {
        var member = new Member<R, A>(request);
        waiting.add(member);
        if (busy.compareAndSet(false, true)) {
            // Not this thread: it would have to go on for those who come later.
            executor.execute(this::run);
        }
        return await(member);
    }

    /** How many wait for a transaction to begin. */
    int waiting() {
        return waiting.size();
    }

    private Optional<A> await(Member<R, A> member) {
        try {
            return member.answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return waiting.remove(member) ? Optional.empty() : answered(member);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // what is being committed cannot be called back
            return waiting.remove(member) ? Optional.empty() : answered(member);
        } catch (ExecutionException _) {
            return answered(member);
        }
    }

    private static <A> Optional<A> answered(Member<?, A> member) {
        try {
            return member.answer.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    /** Who comes after the last look, and before it is said that nobody is at it, has seen that somebody is. */
    private void run() {
        do {
            try {
                for (var group = next(); !group.isEmpty(); group = next()) {
                    handle(group);
                }
            } finally {
                busy.set(false);
            }
        } while (!waiting.isEmpty() && busy.compareAndSet(false, true));
    }

    private List<Member<R, A>> next() {
        var group = new ArrayList<Member<R, A>>();
        while (group.size() < most) {
            var member = waiting.poll();
            if (member == null) {
                break;
            }
            group.add(member);
        }
        return group;
    }

    private void handle(List<Member<R, A>> group) {
        try {
            var answers = transaction.apply(group.stream().map(member -> member.request).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer.complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) {
            group.forEach(member -> member.answer.completeExceptionally(e));
        }
    }
}
