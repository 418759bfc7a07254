package dev.ordersaga.relay.outbox;

/** Takes the rows of a page in position order, while they are being read. */
@FunctionalInterface
public interface RowReceiver {

    void receive(OutboxRow row);
}
