package dev.ordersaga.relay.cdc;

/** Is told how a stream fares. */
public interface StreamObserver {

    /** Whether rows are taken from it. */
    void follows(boolean streaming);

    /** So many rows came by it. */
    void brought(int rows);

    /** It broke off, or could not begin; it is tried again. */
    void failed(Exception cause);

    /** So much of the log stays on the server's disk for it. */
    void retains(long bytes);
}
