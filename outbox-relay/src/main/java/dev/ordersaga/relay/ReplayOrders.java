package dev.ordersaga.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.ordersaga.relay.ReplayOrders.Order.Begin;
import dev.ordersaga.relay.ReplayOrders.Order.Close;
import dev.ordersaga.relay.ReplayOrders.Order.End;
import dev.ordersaga.relay.replay.ReplayStatus;
import org.jspecify.annotations.Nullable;

/** What somebody wants of the replays of a source, while this relay publishes it. Given by any thread, obeyed by one. */
final class ReplayOrders {

    /** Something to be done, with its answer. */
    sealed interface Order {

        CompletableFuture<ReplayStatus> answer();

        /**
         * Rows are to be sent again. Answered once that is committed.
         *
         * @param position of the first row, or
         * @param time when the first one was made or later; one of the two is null
         * @param topic where they go; null: to their own topics
         */
        record Begin(@Nullable Long position, @Nullable Instant time, @Nullable String topic,
                CompletableFuture<ReplayStatus> answer) implements Order {}

        /** No more rows are to be sent again. Answered once that is committed. */
        record End(CompletableFuture<ReplayStatus> answer) implements Order {}

        /** Whoever waits for an order wakes up. */
        record Close(CompletableFuture<ReplayStatus> answer) implements Order {}
    }

    private final BlockingQueue<Order> open = new LinkedBlockingQueue<>();
    private final String source;
    private final Supplier<? extends RuntimeException> refusal;
    private volatile boolean closed;

    /** Accepted and not yet obeyed, known to the one thread alone. */
    private @Nullable Begin begin;
    private final List<End> ends = new ArrayList<>();

    /** @param refusal the answer to orders that are not obeyed before the end */
    ReplayOrders(String source, Supplier<? extends RuntimeException> refusal) {
        this.source = source;
        this.refusal = refusal;
    }

    synchronized void give(Order order) {
        if (closed) {
            order.answer().completeExceptionally(refusal.get());
        } else {
            open.add(order);
        }
    }

    /** No order is accepted any more. */
    synchronized void close() {
        closed = true;
        for (var order = open.poll(); order != null; order = open.poll()) {
            order.answer().completeExceptionally(refusal.get());
        }
        open.add(new Close(new CompletableFuture<>()));
    }

    boolean areClosed() {
        return closed;
    }

    /** Waits for one. */
    void await() throws InterruptedException {
        accept(open.take(), false);
    }

    /** Waits for one, but no longer than that. */
    void await(Duration pause, boolean underWay) throws InterruptedException {
        accept(open.poll(pause.toNanos(), TimeUnit.NANOSECONDS), underWay);
    }

    /** Accepts one if there is one. */
    void look(boolean underWay) {
        accept(open.poll(), underWay);
    }

    private void accept(@Nullable Order order, boolean underWay) {
        var busy = underWay || begin != null;
        switch (order) {
            case Begin asked when !busy -> begin = asked;
            case Begin asked -> asked.answer().completeExceptionally(
                    new ReplayRefusedException("A replay of " + source + " is under way, DELETE it first"));
            case End asked when busy -> ends.add(asked);
            case End asked -> asked.answer().completeExceptionally(
                    new ReplayRefusedException("There is no replay of " + source + " under way"));
            case Close _ -> {
                // awake
            }
            case null -> {
                // nothing to do
            }
        }
    }

    @Nullable
    Begin begin() {
        return begin;
    }

    boolean endIsAsked() {
        return !ends.isEmpty();
    }

    void begun(ReplayStatus status) {
        if (begin != null) {
            begin.answer().complete(status);
            begin = null;
        }
    }

    void ended(ReplayStatus status) {
        ends.forEach(end -> end.answer().complete(status));
        ends.clear();
    }

    /** There will be none. */
    void fail(RuntimeException reason) {
        if (begin != null) {
            begin.answer().completeExceptionally(reason);
            begin = null;
        }
        ends.forEach(end -> end.answer().completeExceptionally(reason));
        ends.clear();
    }
}
