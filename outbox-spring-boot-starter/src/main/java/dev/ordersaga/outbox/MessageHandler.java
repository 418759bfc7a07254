package dev.ordersaga.outbox;

/**
 * Handles one message inside the transaction of its subscription.
 *
 * <p>
 * Called at most once per message that takes effect; a call whose transaction rolls back is repeated. Calls for one key
 * come one after another in the order of the topic. There is no order between topics, nor between keys.
 *
 * @param <T> the payload
 */
@FunctionalInterface
public interface MessageHandler<T> {

    /**
     * @throws RejectedMessageException to park this message in the dead-letter topic at once
     * @throws RuntimeException anything else is repeated with back-off, and parked when it does not pass
     */
    void handle(IncomingMessage<T> message);
}
