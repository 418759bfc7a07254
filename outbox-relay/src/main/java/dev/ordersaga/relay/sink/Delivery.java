package dev.ordersaga.relay.sink;

/** How often a row arrives whatever is killed and whenever. */
public enum Delivery {

    /** What was sent and not committed is seen by no consumer that reads as the sink says. */
    EXACTLY_ONCE,
    /** What was sent and not committed may be seen, and is sent again in the same order. */
    AT_LEAST_ONCE
}
