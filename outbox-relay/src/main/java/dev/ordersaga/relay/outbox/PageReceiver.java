package dev.ordersaga.relay.outbox;

/** Takes pages in the order in which they are to be published, while the next ones are being read. */
@FunctionalInterface
public interface PageReceiver {

    /** May wait until there is room for the page. */
    void receive(Page page) throws InterruptedException;
}
