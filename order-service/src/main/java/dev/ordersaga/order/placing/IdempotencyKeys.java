package dev.ordersaga.order.placing;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /**
     * Takes those of these keys that nobody has. Does not wait long for another transaction that is just taking one of them, since
     * all would have to wait.
     *
     * @return the keys that have been taken for these uses
     * @throws RuntimeException if it would have to wait: then the transaction is to be rolled back
     */
    Set<String> take(Map<String, Use> uses);
}
