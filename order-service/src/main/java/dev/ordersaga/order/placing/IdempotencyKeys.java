package dev.ordersaga.order.placing;

import java.util.Optional;
import java.util.UUID;

/** Which order a key stands for. */
interface IdempotencyKeys {

    record Use(UUID orderId, Fingerprint request) {}

    /**
     * Takes the key for this use if nobody has. Waits for another transaction that is just taking it; what it then finds
     * is what that one has left.
     *
     * @return the earlier use, nothing if this one is the first
     */
    Optional<Use> take(String key, Use use);
}
