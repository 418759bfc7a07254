package dev.ordersaga.relay;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.ordersaga.relay.parking.ParkedKey;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has decided about parked keys and is not yet carried out. Asked for by any thread, carried out by the one
 * that publishes.
 */
final class Decisions {

    /** What becomes of the row that could not be published. */
    enum Action {
        /** It is published with all that wait behind it, as far as they can be by now. */
        RETRY,
        /** It is left out for ever; what waits behind it is published. */
        SKIP
    }

    /**
     * A decision.
     *
     * @param position of the row that it is about
     * @param answer the key as it was parked, once the decision is committed
     */
    record Decision(String key, long position, Action action, CompletableFuture<ParkedKey> answer) {

        boolean isAbout(ParkedKey parked) {
            return parked.key().equals(key) && parked.row().position() == position;
        }

        ParkedKey applyTo(ParkedKey parked) {
            return action == Action.SKIP ? parked.skip() : parked.release();
        }
    }

    private final Queue<Decision> open = new ConcurrentLinkedQueue<>();

    /** Asks for it. The answer fails if the key is not parked, or not at that row any more. */
    CompletableFuture<ParkedKey> ask(String key, long position, Action action) {
        var answer = new CompletableFuture<ParkedKey>();
        open.add(new Decision(key, position, action, answer));
        return answer;
    }

    @Nullable
    Decision next() {
        return open.poll();
    }
}
