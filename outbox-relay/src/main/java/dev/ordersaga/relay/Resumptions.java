package dev.ordersaga.relay;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.ordersaga.relay.outbox.Cursor;
import dev.ordersaga.relay.outbox.NoWayOnException;
import dev.ordersaga.relay.outbox.WayOn;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has said about how a source goes on, and is not yet carried out. Asked for by any thread, carried out by
 * the one that would publish.
 */
final class Resumptions {

    /** @param answer the cursor with which the source goes on, once it is committed */
    record Resumption(WayOn way, CompletableFuture<Cursor> answer) {}

    private final BlockingQueue<Resumption> open = new LinkedBlockingQueue<>();

    /** The answer fails if the source cannot go on that way, or is stopped no longer. */
    CompletableFuture<Cursor> ask(WayOn way) {
        var answer = new CompletableFuture<Cursor>();
        open.add(new Resumption(way, answer));
        return answer;
    }

    @Nullable
    Resumption next(Duration pause) throws InterruptedException {
        return open.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whatever else was asked for is about what is no longer so. */
    void refuse(String why) {
        for (var late = open.poll(); late != null; late = open.poll()) {
            late.answer().completeExceptionally(new NoWayOnException(why));
        }
    }
}
