package dev.ordersaga.relay.outbox;

/**
 * Which rows of a key wait: those not visible in {@code published} that have a position of {@code first} or higher, or are
 * not visible in {@code next}.
 *
 * @param key its {@link KeyName}
 * @param lowest where to begin to look for them
 * @param highest where to end
 */
public record WaitingRows(String key, Snapshot published, Snapshot next, long first, long lowest, long highest) {}
