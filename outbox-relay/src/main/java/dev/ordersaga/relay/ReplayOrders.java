package dev.ordersaga.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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
    private final Supplier<? extends RuntimeException> refusal;
    private volatile boolean closed;

    /** @param refusal the answer to orders that are not obeyed before the end */
    ReplayOrders(Supplier<? extends RuntimeException> refusal) {
        this.refusal = refusal;
    }

    synchronized void give(Order order) {
        if (closed) {
            order.answer().completeExceptionally(refusal.get());
        } else {
            open.add(order);
        }
    }

    /** No order is obeyed any more. */
    synchronized void close() {
        closed = true;
        refuseAll();
        open.add(new Order.Close(new CompletableFuture<>()));
    }

    void refuseAll() {
        for (var order = open.poll(); order != null; order = open.poll()) {
            refuse(order);
        }
    }

    void refuse(Order order) {
        order.answer().completeExceptionally(refusal.get());
    }

    boolean areClosed() {
        return closed;
    }

    Order take() throws InterruptedException {
        return open.take();
    }

    @Nullable
    Order poll() {
        return open.poll();
    }

    @Nullable
    Order poll(Duration pause) throws InterruptedException {
        return open.poll(pause.toNanos(), TimeUnit.NANOSECONDS);
    }
}
